#!/usr/bin/env node
"use strict";const e=require("./cli-headline.cjs"),t=require("./cli-frame.cjs"),n=require("./cli-history.cjs"),r=require("./cli-story.cjs"),i=require("./cli-prose.cjs"),a=require("./cli-select.cjs"),o=require("./cli-remedies.cjs"),s={"&":`&amp;`,"<":`&lt;`,">":`&gt;`,'"':`&quot;`,"'":`&#39;`},c=/[&<>"']/,l=/[&<>"']/g;function u(e){let t=n.H(e);return c.test(t)?t.replaceAll(l,e=>s[e]??``):t}function d(e,t=``){return e.length===0?``:`<ul${t===``?``:` class="${t}"`}>${e.map(e=>`<li>${e}</li>`).join(``)}</ul>`}function f(e){let t=u(e);return/^https?:\/\/[^\s"'<>]+$/.test(e)?`<a href="${t}" rel="noopener noreferrer">${t}</a>`:t}const p=864e5;function m(e){let t=1/0,n=-1/0;for(let r of e){let e=h(r);e&&(t=Math.min(t,e.start),n=Math.max(n,e.end))}return t>n?null:{from:t,to:Math.max(n,t+p)}}function h({history:e}){let t=e?.introduced?Date.parse(e.introduced.date):NaN;if(!e||Number.isNaN(t))return null;let n=t+Math.min(Math.max(0,e.exposedDays??0),4e4)*p,r=e.removed?Date.parse(e.removed.date):NaN,i=r>=t?r:n;return{start:t,removed:i,end:Math.max(n,i)}}function g(e){if(!e)return``;let t=new Date(e.from).getUTCFullYear(),n=new Date(e.to).getUTCFullYear(),r=Math.max(1,Math.ceil((n-t+1)/12)),i=[];for(let a=t+1;a<=n;a+=r){let t=b(e,Date.UTC(a,0,1));if(Number(t)>95)break;i.push(`<line x1="${t}%" x2="${t}%" y1="0" y2="24"/><text x="${t}%" dx="4" y="15">${a}</text>`)}return i.length===0&&i.push(`<text x="0" y="15">${_(e.from)}</text>`,`<text x="100%" y="15" text-anchor="end">${_(e.to)}</text>`),`<svg class="axis" width="100%" height="24" aria-hidden="true">${i.join(``)}</svg>`}function _(e){let t=new Date(e);return Number.isNaN(t.getTime())?``:n.B(t.toISOString())}function v(e,t){let i=h(e),{history:a}=e;if(!t||!i||!a?.introduced)return``;let o=a.inHead?`until today`:r.f(a),s=u([`since ${n.B(a.introduced.date)}`,o,r.n(a)].filter(e=>e!==``).join(`, `)),c=Number(b(t,i.start)),l=a.inHead?100:Number(b(t,i.removed)),d=y(`in`,c,a.unreachable?c:l);return`<span class="bar"><svg width="100%" height="10" role="img" aria-label="${s}">${a.inHead?``:y(`past`,a.unreachable?c:l,100)}${d}</svg><span>${s}</span></span>`}function y(e,t,n){let r=Math.max(n-t,.4);return`<rect class="${e}" x="${Math.min(t,99.6).toFixed(2)}%" width="${r.toFixed(2)}%" y="1" height="8"/>`}function b(e,t){let n=(t-e.from)/(e.to-e.from);return(Math.min(Math.max(n,0),1)*100).toFixed(2)}function x(e,{number:t,open:n,scale:r,remedy:o}){let[s]=a.i(e),{severity:c,confidence:l,state:d}=e,f=`data-severity="${c}" data-confidence="${l}" data-state="${d}" data-vendor="${u(e.vendor)}"`,p=o===null?``:`<a href="#${o}">What to do now</a> \u00b7 `;return`<article id="f${t}" class="finding ${c}" ${f}><details${n?` open`:``}>
<summary><h3><span class="tag ${c}">${i.u[c]}</span> ${u(i.h(e))}</h3>
<span class="facts">${S(e,s)}</span>${v(e,r)}</summary>
<div class="body">${C(e)}${E(e,s)}
<p>${p}<a href="#f${t}">Link to this finding</a> \u00b7 <code class="id">${u(e.rule)}</code> <code class="id">${u(e.id)}</code></p></div>
</details></article>`}function S(e,t){return[...e.secrets.map(e=>`<code class="mask">${u(e.masked)}</code>`),`<code class="p">${u(r.o(t))}</code>`,i.n[e.confidence],...e.history?[u(r.f(e.history))]:[],...e.state===`new`?[]:[e.state],...e.verdict?.state===`live`?[`<strong class="live">live now</strong>`]:[]].join(` <span aria-hidden="true">\u00b7</span> `)}function C(e){let{history:t,verdict:a,suppression:o}=e,s=e.secrets.map(e=>[i.c(e.role),`<code>${u(e.masked)}</code>`]),c=r.a(e);if(c.length>0&&s.push([`public`,d(c.map(e=>`<code>${u(e)}</code>`))]),a){let t=r.p(e);s.push([`check`,u([i.g[a.state],t].filter(e=>e!==``).join(`; `))])}return o&&s.push([e.state,u(`${i.p[o.by]}: ${o.reason} (${o.entry})`)]),t&&s.push([`history`,d(r.i(t).map(e=>u(n.K(e))))]),s.push([`places`,d(w(e))]),s.push([`why`,d(i.t(e.because).map(e=>u(n.K(e))))]),`<dl>${s.map(([e,t])=>`<div><dt>${u(e)}</dt><dd>${t}</dd></div>`).join(``)}</dl>${T(e)}`}function w(e){let{places:t,total:i}=r.s(e),a=t.slice(0,20),o=i-a.length,s=a.map(e=>{let t=e.commit?`, ${u(r.t(e.commit))}`:``;return`<code class="p">${u(r.o(e))}</code>${t}`});return o>0?[...s,`and ${n.W(o)} more, in the JSON report`]:s}function T(e){let t=[e.history?.introduced,...e.occurrences.slice(0,20).map(e=>e.commit)],r=new Set(t.flatMap(e=>e?[n.L(e.author)]:[]));return r.size===0?``:`<span class="who" hidden>${u([...r].join(`, `))}</span>`}function E(e,n){let r=t.t(n,e.secrets,400);return r.length===0?``:`<pre tabindex="0" aria-label="Code around it, secrets masked"><code>${r.map(D).join(`
`)}</code></pre>`}function D({number:e,text:t,hit:n,marks:r}){let i=``,a=0;for(let[e,n]of r)i+=`${u(t.slice(a,e))}<mark>${u(t.slice(e,n))}</mark>`,a=n;return i+=u(t.slice(a)),`<span class="${n?`hit`:`line`}">${String(e).padStart(6)}  ${i}</span>`}const O=`
'use strict';
(function () {
  var form = document.getElementById('filter');
  var status = document.getElementById('status');
  if (!form) return;
  var findings = Array.prototype.slice.call(document.querySelectorAll('.finding'));
  var index = null;
  function words(node, selector) {
    var found = node.querySelectorAll(selector);
    var out = [];
    for (var i = 0; i < found.length; i++) out.push(found[i].textContent);
    return out.join('\\n').toLowerCase();
  }
  function build() {
    index = findings.map(function (node) {
      return {
        node: node,
        severity: node.dataset.severity,
        confidence: node.dataset.confidence,
        state: node.dataset.state,
        vendor: node.dataset.vendor,
        path: words(node, '.p'),
        author: words(node, '.who'),
        text: node.textContent.toLowerCase()
      };
    });
  }
  function apply() {
    if (!index) build();
    var exact = ['severity', 'confidence', 'state', 'vendor'].map(function (name) { return [name, form.elements[name].value]; });
    var parts = ['path', 'author', 'text'].map(function (name) { return [name, form.elements[name].value.trim().toLowerCase()]; });
    var shown = 0;
    for (var i = 0; i < index.length; i++) {
      var entry = index[i];
      var visible = exact.every(function (test) { return test[1] === '' || entry[test[0]] === test[1].slice(1); }) &&
        parts.every(function (test) { return entry[test[0]].indexOf(test[1]) >= 0; });
      if (entry.node.hidden === visible) entry.node.hidden = !visible;
      if (visible) shown++;
    }
    status.textContent = shown + ' of ' + index.length + ' findings shown';
  }
  var timer = 0;
  form.addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(apply, 80);
  });
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    apply();
  });
  form.addEventListener('reset', function () {
    setTimeout(apply, 0);
  });
  form.elements.toggle.addEventListener('click', function () {
    var open = form.elements.toggle.getAttribute('aria-pressed') !== 'true';
    form.elements.toggle.setAttribute('aria-pressed', String(open));
    form.elements.toggle.textContent = open ? 'Close all' : 'Open all';
    findings.forEach(function (node) { node.firstElementChild.open = open; });
  });
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target && target.classList.contains('finding')) {
      target.hidden = false;
      target.firstElementChild.open = true;
    }
  }
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', function () {
    findings.forEach(function (node) { node.firstElementChild.open = true; });
  });
  form.hidden = false;
  reveal();
})();
`,k=`
:root{color-scheme:light dark;--bg:#fff;--ink:#1c2128;--soft:#57606a;--line:#d0d7de;--card:#f6f8fa;--link:#0550ae;--mark:#fff1b8;--bar:#cf222e;--past:#e9b0b4;--critical:#8a0f1c;--high:#b42318;--medium:#7a4a00;--low:#0a5c8a;--info:#57606a;--ok:#116329}
@media (prefers-color-scheme:dark){:root{--bg:#0f1419;--ink:#e2e8ee;--soft:#9aa7b4;--line:#30363d;--card:#171d24;--link:#79b8ff;--mark:#5c4400;--bar:#f2545b;--past:#6a3034;--critical:#ff9aa2;--high:#ff8f85;--medium:#f0b429;--low:#79c0ff;--info:#9aa7b4;--ok:#56d364}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,main,footer{max-width:72rem;margin:0 auto;padding:0 1rem}
h1{font-size:1.6rem;margin:1.5rem 0 .25rem}
h2{font-size:1.25rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
h3{font-size:1rem;margin:0;display:inline}
p{margin:.5rem 0}
a{color:var(--link);overflow-wrap:anywhere}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.875em}
code{overflow-wrap:anywhere}
.skip{position:absolute;left:-999rem}
.skip:focus{position:static}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.lead{font-size:1.1rem}
.soft,.facts,.bar span{color:var(--soft)}
.tag{display:inline-block;min-width:4.6rem;text-align:center;border:1px solid currentColor;border-radius:.25rem;padding:0 .4rem;font-size:.8rem;font-weight:600}
.tag.critical{background:var(--critical);color:var(--bg);border-color:var(--critical)}
.tag.high{color:var(--high)}.tag.medium{color:var(--medium)}.tag.low{color:var(--low)}.tag.info{color:var(--info)}
.live{color:var(--critical)}
.counts{display:flex;flex-wrap:wrap;gap:.75rem;list-style:none;margin:1rem 0;padding:0}
.counts li{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.5rem .9rem}
.counts b{display:block;font-size:1.5rem;line-height:1.2}
.gap{border-left:4px solid var(--medium);background:var(--card);padding:.5rem .75rem;margin:.5rem 0}
form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem;margin:.75rem 0}
form[hidden]{display:none}
form label{display:flex;flex-direction:column;font-size:.85rem;color:var(--soft)}
input,select,button{font:inherit;color:var(--ink);background:var(--bg);border:1px solid var(--soft);border-radius:.35rem;padding:.3rem .5rem;height:2.3rem}
form label{flex:1 1 6rem}
form label:has(input){flex:2 1 8rem}
form input,form select{width:100%}
input[type=checkbox]{margin:0 .5rem 0 0;width:1.05rem;height:1.05rem;flex:none;position:relative;top:.2rem}
.todo{list-style:none;padding:0;margin:.25rem 0 1rem;counter-reset:step}
.todo li{margin:.35rem 0;counter-increment:step}
.todo label{display:flex}
.todo label span::before{content:counter(step) ". "}
.todo input:checked+span{color:var(--soft);text-decoration:line-through}
.axis{display:block;margin:.5rem 0 0}
.axis line{stroke:var(--line)}
.axis text{fill:var(--soft);font-size:12px}
.axisbox{padding:0 .8rem}
.finding{border:1px solid var(--line);border-left-width:5px;border-radius:.5rem;margin:.5rem 0;content-visibility:auto;contain-intrinsic-size:auto 7.5rem}
.finding.critical{border-left-color:var(--critical)}.finding.high{border-left-color:var(--high)}.finding.medium{border-left-color:var(--medium)}.finding.low{border-left-color:var(--low)}.finding.info{border-left-color:var(--info)}
.finding[hidden]{display:none}
.finding:target{outline:3px solid var(--link)}
summary{padding:.6rem .8rem;cursor:pointer}
.facts{display:block;margin:.25rem 0 0;font-size:.92rem}
.facts .mask{color:var(--ink)}
.bar{display:block;margin:.35rem 0 0;font-size:.8rem}
.bar svg{display:block;background:var(--card);border-radius:.2rem}
.in{fill:var(--bar)}.past{fill:var(--past)}
.body{padding:0 .8rem .6rem;border-top:1px solid var(--line)}
dl{margin:.6rem 0}
dl>div{display:flex;gap:.75rem;margin:.25rem 0}
dt{flex:0 0 6rem;color:var(--soft)}
dd{margin:0;min-width:0}
dd ul{margin:0;padding-left:1.1rem}
pre{background:var(--card);border:1px solid var(--line);border-radius:.35rem;padding:.5rem 0;overflow-x:auto}
pre code{overflow-wrap:normal;font-size:1em}
.hit,.line{display:inline-block;min-width:100%;padding:0 .75rem;vertical-align:top}
.hit{background:color-mix(in srgb,var(--bar) 12%,transparent)}
mark{background:var(--mark);color:inherit;border-radius:.15rem}
.id{color:var(--soft)}
footer{margin:3rem auto 2rem;color:var(--soft);font-size:.9rem}
table{border-collapse:collapse}
th,td{text-align:left;padding:.15rem 1rem .15rem 0;font-weight:400}
td{text-align:right;font-variant-numeric:tabular-nums}
@media (max-width:40rem){dl>div{display:block}form label,form label:has(input){flex:1 1 100%}}
@media print{:root{--bg:#fff;--ink:#000;--soft:#333;--line:#999;--card:#fff;--mark:#fff;--link:#000;--bar:#555;--past:#ccc;--critical:#000;--high:#000;--medium:#000;--low:#000;--info:#000}body{font-size:10pt}form,.skip{display:none}.finding{content-visibility:visible;break-inside:avoid}.tag.critical{background:#fff;color:#000;border:2px solid #000}mark{border:1px solid #000}pre{white-space:pre-wrap;overflow:visible}details::details-content{content-visibility:visible;block-size:auto}.in,.past,.hit{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;async function A(e,t){return j(e,t,[`default-src 'none'`,`style-src 'sha256-${await M(k)}'`,`script-src 'sha256-${await M(O)}'`,`img-src data:`,`base-uri 'none'`,`form-action 'none'`].join(`; `))}function*j(t,n,r){let i=a.s(t,n.minConfidence),o=[...i.shown,...i.known,...i.suppressed];yield`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${r}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${u(`straykey: ${e.n(t,i)}`)}</title>
<style>${k}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
${N(t,i,n)}
<main>
${I(i.shown,a.a(t))}
`,yield*L(o),yield`
${H(t)}
</main>
<footer><p>Made by straykey ${u(n.version)}. Secrets are masked in this page; it loads nothing and sends nothing.</p></footer>
<script>${O}<\/script>
</body>
</html>
`}async function M(e){let t=await crypto.subtle.digest(`SHA-256`,new TextEncoder().encode(e));return btoa(String.fromCharCode(...new Uint8Array(t)))}function N(t,o,s){let c=a.n(o.shown).map(([e,t])=>`<b>${n.W(t)}</b>${i.u[e]}`),l=r.r(t).map(e=>`<p class="gap">${P(u(e))}</p>`),f=e.t({...o,known:[],suppressed:[]},s.minConfidence).map(e=>`<p class="soft">${u(e)}</p>`);return`<header>
<h1>${u(e.n(t,o))}</h1>
<p class="soft">${u(r.l(t))}</p>
${l.join(`
`)}
${d(c,`counts`)}
${F(o.shown).map(e=>`<p class="lead">${u(e)}</p>`).join(`
`)}
${f.join(`
`)}
</header>`}function P(e){return e.replaceAll(/`([^`<]+)`/g,`<code>$1</code>`)}function F(e){let t=e.filter(e=>e.verdict?.state===`live`).length,r=e.flatMap(e=>e.history?[e.history]:[]),i=[];if(t===1&&i.push(`1 credential works at this moment. Start with it.`),t>1&&i.push(`${n.W(t)} credentials work at this moment. Start with them.`),r.length===0)return i;let o=r.filter(e=>e.unreachable).length,s=r.filter(e=>e.inHead&&!e.unreachable).length,c=r.length-o-s,l=[...s>0?[`${n.W(s)} still in HEAD`]:[],...c>0?[`${n.W(c)} gone from HEAD but kept by history`]:[],...o>0?[`${n.W(o)} in unreachable objects only`]:[]];i.push(`Where they are now: ${l.join(`, `)}.`);let u=r.flatMap(e=>e.introduced?[e.introduced.date]:[]).map(n.B).toSorted(a.t)[0];return u!==void 0&&i.push(`The oldest was introduced on ${u}.`),i}function I(e,t){if(e.length===0)return``;let n=o.t(e).map((e,n)=>{let r=e.steps.map(e=>`<li><label><input type="checkbox"><span>${u(e)}</span></label></li>`),i=o.r(e.findings,t),a=i.map(({name:e,address:t})=>i.length===1?f(t):`${u(e)}: ${f(t)}`),s=a.length===0?``:`<p class="soft">See ${a.join(`<br>`)}</p>`;return`<h3 id="todo${n+1}">${u(o.i(e))}</h3><ol class="todo">${r.join(``)}</ol>${s}`});return`<section aria-labelledby="todo"><h2 id="todo">${i.i.whatToDo}</h2>${n.join(`
`)}</section>`}function*L(e){if(e.length===0)return;let t=m(e),r=/* @__PURE__ */ new Map,i=e.filter(e=>e.state===`new`);for(let[e,t]of o.t(i).entries())for(let n of t.findings)r.set(n,`todo${e+1}`);let a=e.length<=10?10:3,s=t?`<p class="soft">Bars: strong while HEAD held it, pale while only history does.</p>`:``;yield`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${R(e)}
<p id="status" role="status" class="soft">${n.R(e.length,`finding`)}</p>
${s}<div class="axisbox">${g(t)}</div>
`;for(let[n,i]of e.entries()){let e=r.get(i)??null;yield`${x(i,{number:n+1,open:n<a,scale:t,remedy:e})}\n`}yield`</section>`}function R(e){return`<form id="filter" hidden aria-label="Filter the findings">${[B(`severity`,`Severity`,z(e.map(e=>e.severity))),B(`confidence`,`Confidence`,z(e.map(e=>e.confidence))),B(`state`,`State`,z(e.map(e=>e.state))),B(`vendor`,`Vendor`,z(e.map(e=>e.vendor)).toSorted(a.t)),V(`path`,`Path`),V(`author`,`Author`),V(`text`,`Any text`)].join(``)}
<button type="reset">Clear</button><button type="button" name="toggle" aria-pressed="false">Open all</button></form>`}function z(e){return[...new Set(e)]}function B(e,t,n){return`<label>${t}<select name="${e}"><option value="">all</option>${n.map(e=>`<option value="=${u(e)}">${u(e===``?`none`:e)}</option>`).join(``)}</select></label>`}function V(e,t){return`<label>${t}<input type="search" name="${e}" autocomplete="off" spellcheck="false"></label>`}function H({target:e,coverage:t,notices:a}){let o=[[`files`,n.W(t.files)],[`commits`,n.W(t.commits)],[`trees`,n.W(t.trees)],[`blobs`,n.W(t.blobs)],[`tags`,n.W(t.tags)],[`content`,n.U(t.bytes)],[`skipped`,n.W(r.d(t))]].map(([e,t])=>`<tr><th scope="row">${e}</th><td>${t}</td></tr>`),s=t.skipped.slice(0,500),c=r.d(t)-s.length,l=s.map(e=>`<code>${u(r.u(e))}</code>`);l.length>0&&c>0&&l.push(`and ${n.W(c)} more`);let f=l.length>0?`<details><summary>What was skipped, and why</summary>${d(l)}</details>`:``,p=d(a.map(e=>u(i.o(e.code,e.detail)))),m=e.head===void 0?``:`<p class="soft">HEAD was <code>${u(e.head)}</code>.</p>`;return`<section aria-labelledby="coverage"><h2 id="coverage">What was looked at</h2>
<table>${o.join(``)}</table>${m}
${f}
${p===``?``:`<h3>Notices</h3>${p}`}
</section>`}exports.htmlPieces=A;