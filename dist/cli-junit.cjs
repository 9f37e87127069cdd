#!/usr/bin/env node
"use strict";const e=require("./cli-headline.cjs"),t=require("./cli-prose.cjs"),n=require("./cli-remedies.cjs"),r=require("./cli-select.cjs"),i=require("./cli-story.cjs"),a=require("./cli-history.cjs");function*o(t,n){let a=r.s(t,n.minConfidence),{shown:o,known:l,suppressed:u}=a,d=l.length+u.length,p=`tests="${Math.max(o.length,1)+d}" failures="${o.length}" errors="0" skipped="${d}"`;yield`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="straykey" ${p}>
  <testsuite name="straykey ${f(t.target.kind)}" ${p}>
`;for(let e of o)yield`${s(e)}\n`;for(let e of l)yield`${c(e)}\n`;for(let e of u)yield`${c(e)}\n`;o.length===0&&(yield`    <testcase classname="straykey" name="${f(e.n(t,a))}"/>\n`),yield`    <system-out>${f([i.l(t),...i.r(t)].join(`
`))}</system-out>
  </testsuite>
</testsuites>
`}function s(e){let n=`${t.u[e.severity]}, ${t.n[e.confidence]}: ${t.h(e)}`;return l(e,`<failure type="${f(e.rule)}" message="${f(n)}">${f(u(e))}</failure>`)}function c(e){let{suppression:n}=e;return l(e,`<skipped message="${f(n?`${t.p[n.by]}: ${n.reason}`:`known`)}"/>`)}function l(e,n){let[i]=r.i(e),a=e.secrets.map(e=>`${t.c(e.role)} ${e.masked}`).join(`, `),o=i.path===``?``:` file="${f(i.path)}" line="${i.line}"`,s=f(`${t.h(e)} (${a}) ${e.id}`);return`    <testcase classname="${f(i.path===``?i.kind:i.path)}" name="${s}"${o}>${n}</testcase>`}function u(e){return[...r.i(e).slice(0,20).map(i.o),...e.history?i.i(e.history):[],`${t.i.why}: ${t.t(e.because).join(`; `)}`,`${t.i.now}:`,...n.n(n.a(e))].join(`
`)}const d={"&":`&amp;`,"<":`&lt;`,">":`&gt;`,'"':`&quot;`,"'":`&apos;`};function f(e){return e.split(`
`).map(a.H).join(`
`).replaceAll(/[&<>"']|[\ufffe\uffff]/g,e=>d[e]??`\ufffd`)}exports.junitPieces=o;