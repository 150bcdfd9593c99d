import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A value of `exports`: a path, or paths by condition. */
export type ExportTarget = string | { readonly [condition: string]: ExportTarget };

/** What the checks read of a published package.json. */
export interface PublishedManifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly repository?: unknown;
  readonly engines?: { readonly node?: string };
  readonly exports?: Readonly<Record<string, ExportTarget>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly publishConfig?: { readonly access?: string; readonly provenance?: boolean };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The package.json of a folder. */
export function readPublished(folder: string): PublishedManifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Every path of an export, with the conditions that lead to it. */
export function targetsOf(target: ExportTarget, conditions: readonly string[] = []): Target[] {
  if (typeof target === 'string') return [{ path: target, conditions }];
  return Object.entries(target).flatMap(([condition, inner]) =>
    targetsOf(inner, [...conditions, condition]),
  );
}

/** A path that `exports` leads to. */
export interface Target {
  readonly path: string;
  readonly conditions: readonly string[];
}
