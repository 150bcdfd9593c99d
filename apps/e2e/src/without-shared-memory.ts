/** Flags with which Node starts without shared memory; newer ones have no flag of their own for it. */
export const WITHOUT_SHARED_MEMORY: readonly string[] = process.versions.node.startsWith('20.')
  ? ['--no-harmony-sharedarraybuffer']
  : ['--import', 'data:text/javascript,delete globalThis.SharedArrayBuffer'];
