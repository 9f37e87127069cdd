#!/usr/bin/env node
import './hook.cjs'
