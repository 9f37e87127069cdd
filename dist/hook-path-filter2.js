#!/usr/bin/env node
export{n as createPathFilter}from"./hook-path-filter.js";