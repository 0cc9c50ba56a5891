import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageIn, ROOT } from '../../tools/local-stack/template.ts';

/** Where the manifest tests find the packaged service: `.serverless` with template and zips, `.esbuild/package` with bundles. */
export const PACKAGE_DIRECTORY = join(ROOT, '.local', 'manifest');

/** Packages the stage `prod` once for all manifest tests, as a machine without any AWS account would. */
export default async (): Promise<void> => {
  await rm(PACKAGE_DIRECTORY, { recursive: true, force: true });
  const unset = Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => /^(AWS|SLS)_/.test(name))
      .map((name) => [name, undefined]),
  );
  await packageIn(PACKAGE_DIRECTORY, 'prod', { variables: unset });
};
