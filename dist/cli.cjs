#!/usr/bin/env node
"use strict";require("./cli-core.cjs").t(process.argv.slice(2));