import * as v from 'valibot';
import { readConfigurationText } from '../../shared/runtime/configuration.ts';
import type { ProcessEnvironment } from '../../shared/runtime/environment.ts';
import type { StoreSurroundings } from '../../shared/runtime/runtime.ts';
import type { Template } from '../../tools/local-stack/template.ts';
import { noteUse } from '../rights/recorder.ts';
import { resolved } from '../rights/resource-arns.ts';

const FunctionProperties = v.object({
  Handler: v.string(),
  Environment: v.object({ Variables: v.record(v.string(), v.unknown()) }),
});

/** The variables of the function as the template has them. */
const variablesOf = ({ Resources }: Template, functionFolder: string): Readonly<Record<string, unknown>> =>
  Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }) => v.parse(FunctionProperties, Properties))
    .find(({ Handler }) => Handler.split('/')[1] === functionFolder)?.Environment.Variables ?? {};

/**
 * The surroundings of one function: of the variables of the stack those that its function.yml gives it, credentials of its own,
 * and documents behind URIs, each of which is the secret that the deployed function has in the same variable.
 */
export const surroundingsOf = <All extends Partial<StoreSurroundings> & { environment: ProcessEnvironment }>(
  template: Template,
  functionFolder: string,
  all: All,
): All => {
  const variables = variablesOf(template, functionFolder);
  const given = Object.entries(all.environment).filter(([name]) => name in variables || /^AWS_/.test(name));
  return {
    ...all,
    environment: { ...Object.fromEntries(given), AWS_ACCESS_KEY_ID: functionFolder },
    readConfiguration: async (uri) => {
      for (const [name] of given.filter(([, value]) => value === uri)) {
        const [, secret] = /^secretsmanager:(.+)$/s.exec(resolved(template, variables[name])) ?? [];
        if (secret !== undefined) noteUse('secretsmanager:GetSecretValue', secret);
      }
      return readConfigurationText(uri, noSecrets);
    },
  };
};

const noSecrets = () => Promise.reject(new Error('the documents of tests are in files'));
