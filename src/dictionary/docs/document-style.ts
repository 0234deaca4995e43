// The look of the printed data dictionary: plain, for paper and for narrow screens. No colour carries meaning alone.

export const documentStyle = `
:root { --ink: #1b1b1b; --soft: #565c65; --line: #d0d4d8; --link: #005ea2; }
* { box-sizing: border-box; }
body { font: 1rem/1.5 "Public Sans", "Source Sans Pro", system-ui, sans-serif; color: var(--ink); margin: 0 auto; max-width: 68rem; padding: 1.5rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.5rem; border-top: 2px solid var(--ink); padding-top: .75rem; margin: 3rem 0 .5rem; }
h3 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1.05rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h4 small { font-weight: 400; color: var(--soft); font-size: .95rem; }
a { color: var(--link); }
a:focus-visible { outline: .25rem solid #2491ff; }
nav ul { columns: 16rem; padding-left: 1.1rem; }
article { border-top: 1px solid var(--line); padding: .9rem 0; break-inside: avoid; }
article p { margin: .25rem 0; max-width: 48rem; }
article:target { background: #faf3d1; box-shadow: 0 0 0 .75rem #faf3d1; }
dd a { white-space: nowrap; }
.position { display: inline-block; min-width: 1.6rem; color: var(--soft); font-weight: 400; }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: .1rem 1rem; margin: .5rem 0 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
pre { background: #f0f0f0; padding: .6rem .75rem; margin: .5rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .875rem; }
.severity { border: 1px solid var(--soft); border-radius: .2rem; padding: 0 .4rem; font-size: .8rem; font-weight: 400; vertical-align: .1em; }
.severity.error { background: #f4e3db; } .severity.confirm { background: #faf3d1; } .severity.warning { background: #e7f6f8; }
.condition, .remedy { color: var(--soft); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 600; min-width: 4rem; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dt { margin-top: .35rem; } h1 { font-size: 1.6rem; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } a { color: inherit; text-decoration: none; } h2 { break-before: page; } }
`;
