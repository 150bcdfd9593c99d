export { type ConnectOptions, connect } from './connect.js';
export { FileSpool } from './file-spool.js';
export { type SendLeftOptions, type SentRun, sendLeft } from './send-left.js';
export { spoolFolder } from './spool-folder.js';
