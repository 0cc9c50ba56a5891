import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { CUTS, cutFromSdk } from '../../../tools/serverless-plugin/sdk-cuts/sdk-cuts.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const bundled = (contents: string) =>
  build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Parts of the SDK are CommonJS.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('/');" },
    logLevel: 'silent',
    plugins: cutFromSdk(CUTS),
  });

describe('cuts in the SDK', () => {
  it('take versions and environment of the global process', async () => {
    const { outputFiles } = await bundled(
      "import { env, versions } from 'node:process'; console.log(env.A, versions.node);",
    );

    expect(outputFiles[0]?.text).not.toContain('node:process');
  });

  it('fail the build when something else of node:process is imported', async () => {
    const bundling = bundled("import { stdout } from 'node:process'; stdout.write('a');");

    await expect(bundling).rejects.toThrow('No matching export');
  });

  it("leave of a client's package.json its name and version", async () => {
    const { outputFiles } = await bundled(
      "import info from './node_modules/@aws-sdk/client-s3/package.json'; console.log(info);",
    );

    expect(outputFiles[0]?.text).toMatch(/version: "\d+\.\d+\.\d+"/);
    expect(outputFiles[0]?.text).not.toContain('dependencies');
  });

  it('leave the errors of DynamoDB their classes and names', async () => {
    const { outputFiles } = await bundled(`
      import { ConditionalCheckFailedException, DynamoDBServiceException, ThrottlingException } from '@aws-sdk/client-dynamodb';
      const error = new ConditionalCheckFailedException({ message: 'm', $metadata: {} });
      const { name, $fault, message } = error;
      export default [
        { name, $fault, message },
        error instanceof ConditionalCheckFailedException,
        error instanceof DynamoDBServiceException,
        error instanceof Error,
        error instanceof ThrottlingException,
      ];`);
    const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.text ?? '').toString('base64')}`;

    expect((await import(/* @vite-ignore */ url)).default).toEqual([
      {
        name: 'ConditionalCheckFailedException',
        $fault: 'client',
        message: 'm',
      },
      true,
      true,
      true,
      false,
    ]);
  });

  it('have names, and no others', () => {
    expect(new Set(CUTS).size).toBe(CUTS.length);
    expect(() => cutFromSdk(['credential providers', 'everything'])).toThrow('no such cut: everything');
  });
});
