#!/usr/bin/env node
export{t as main}from"./hook-core.js";