/** Rules of the reproduction's report. */
export const REPORT_STYLE = `
h3 { font-size: 14px; margin: 20px 0 6px; } h4 { font-size: 12px; font-weight: 600; margin: 12px 0 4px; color: var(--soft); }
code { font-size: 0.95em; }
.claims { width: 100%; } .claims th[scope="row"] { white-space: normal; color: var(--ink); min-width: 16ch; }
.claims td { min-width: 0; } .claims td:nth-last-child(-n + 2) { text-align: right; padding-right: 4px; white-space: nowrap; }
.claims th:nth-last-child(-n + 2) { text-align: right; padding-right: 4px; }
.photo { width: 160px; } .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
.sheets { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0 24px; }
.sheets > div { grid-column: 1 / -1; } .sheets > .narrow { grid-column: auto; }
.beside { display: grid; grid-template-columns: 160px minmax(0, 1fr); gap: 20px; align-items: start; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(128px, 1fr)); gap: 12px; margin: 8px 0 16px; }
.four { grid-template-columns: repeat(4, minmax(0, 1fr)); max-width: 760px; } .wide td { min-width: 0; overflow-wrap: normal; }
.grid-of-photos { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 10px; max-width: 860px; margin: 8px 0; }
.wrong figcaption { color: var(--warn); font-weight: 550; }
@media (max-width: 700px) {
  .claims thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .claims, .claims tbody, .claims tr, .claims th[scope="row"], .claims td { display: block; text-align: left; }
  .claims tr { border-bottom: 1px solid var(--line); padding: 8px 0; } .claims th[scope="row"] { font-weight: 600; }
  .claims th[scope="row"], .claims td { border: 0; padding: 1px 0; } .claims td[data-empty] { display: none; }
  .claims td:nth-last-child(-n + 2) { display: inline-block; text-align: left; margin-right: 14px; } .claims td:nth-last-child(-n + 2)[data-empty] { display: none; }
  .claims td::before { content: attr(data-head) ": "; color: var(--soft); font-weight: 400; }
  .wide table { font-size: 12px; } .wide th, .wide td { padding-right: 8px; }
  .beside { grid-template-columns: minmax(0, 1fr); } .sheets { grid-template-columns: minmax(0, 1fr); } .narrow .pair { max-width: 260px; } .wide th[scope="row"] { white-space: normal; min-width: 14ch; } .four { grid-template-columns: 1fr 1fr; } .grid-of-photos { grid-template-columns: repeat(3, minmax(0, 1fr)); }
}
`;
