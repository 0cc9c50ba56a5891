import type { Metafile } from 'esbuild';

export type Component = Readonly<{
  type: 'library';
  'bom-ref': string;
  name: string;
  version: string;
  purl: string;
  licenses: readonly object[];
  hashes: readonly Readonly<{ alg: string; content: string }>[];
  properties: readonly Readonly<{ name: string; value: string }>[];
}>;

export declare const sbomOf: (metafile: Metafile) => Readonly<{
  bomFormat: 'CycloneDX';
  specVersion: '1.5';
  version: 1;
  metadata: object;
  components: readonly Component[];
}>;
