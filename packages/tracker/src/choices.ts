/** Names that a person chooses from, apart from what they choose: a program offers them before it loads the rest. */

/** What a token lets do: look; log too; delete too. Each holds what those before it do. */
export const TOKEN_ROLES = ['read', 'write', 'admin'] as const;
/** One of TOKEN_ROLES. */
export type TokenRole = (typeof TOKEN_ROLES)[number];

/** Ways to write runs down: `json` and `html` make a file, the others a folder. */
export const EXPORT_FORMATS = ['csv', 'json', 'html', 'parquet', 'tensorboard'] as const;
/** One of EXPORT_FORMATS. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What runs may be imported from. */
export const IMPORT_FORMATS = ['mlflow', 'tensorboard', 'csv', 'json'] as const;
/** One of IMPORT_FORMATS. */
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** Tags that keep a run, and all its snapshots, from every rule; with the value "false" they do not. */
export const KEEPING_TAGS = ['keep', 'pinned'] as const;
