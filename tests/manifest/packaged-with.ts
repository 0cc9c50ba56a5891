import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageIn, readTemplate, type Template } from '../../tools/local-stack/template.ts';
import { parameterFaults } from '../../tools/serverless-plugin/parameters/faults.mjs';
import { runServerlessAgain } from './framework/run-again.ts';

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
    const variables = { TEMPLATE_ONLY: '1', AWS_REGION: region };
    await packageIn(directory, 'prod', { variables, parameters, run: runServerlessAgain });
    return await readTemplate(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** Why parameters are not packaged, without the framework; tests/manifest/parameters.test.ts shows that it refuses the same. */
export const refusalOf = (parameters: Readonly<Record<string, string>>): string => {
  const commandLine = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return parameterFaults({ stage: 'prod', commandLine, file: undefined }).join('\n');
};
