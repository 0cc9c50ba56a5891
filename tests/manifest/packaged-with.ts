import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageIn, readTemplate, type Template } from '../../tools/local-stack/template.ts';

/**
 * The template of the stage `prod` as it is packaged with parameters, without the code.
 *
 * @param region in which it is to be deployed
 * @throws {Error} with the framework's words when it refuses them
 */
export const packagedWith = async (
  parameters: Readonly<Record<string, string>>,
  region = 'us-east-1',
): Promise<Template> => {
  const directory = await mkdtemp(join(tmpdir(), 'packaged-with-'));
  try {
    await packageIn(directory, 'prod', { variables: { TEMPLATE_ONLY: '1', AWS_REGION: region }, parameters });
    return await readTemplate(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
