/** The page's style sheet. Its hash stands in the page's policy: nothing else can style it. */
export const style = `
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
`
