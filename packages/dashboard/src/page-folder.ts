/** Folder of the built page: what `createServer` and `createApp` of @peasy/tracker take as `dashboardFolder`. */
export const pageFolder: URL = new URL('../dist/', import.meta.url);
