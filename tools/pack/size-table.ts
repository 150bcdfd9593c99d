import type { PackedPackage } from './pack-package.js';

/** Packed and unpacked sizes as a Markdown table. */
export function sizeTable(packages: readonly PackedPackage[]): string {
  const sum = (read: (own: PackedPackage) => number) =>
    packages.reduce((total, own) => total + read(own), 0);
  const row = (name: string, files: number, packed: number, unpacked: number) =>
    `| ${name} | ${files} | ${kilobytes(packed)} | ${kilobytes(unpacked)} |`;
  return [
    '| package | files | packed, kB | unpacked, kB |',
    '|---|---|---|---|',
    ...packages.map((own) => row(own.name, own.files.length, own.packedBytes, own.unpackedBytes)),
    row(
      'all',
      sum((own) => own.files.length),
      sum((own) => own.packedBytes),
      sum((own) => own.unpackedBytes),
    ),
  ].join('\n');
}

function kilobytes(bytes: number): string {
  return Math.round(bytes / 1000).toLocaleString('en');
}
