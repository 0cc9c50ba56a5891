import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { ProcessEnvironment } from '../../shared/runtime/environment.ts';
import type { StoreSurroundings } from '../../shared/runtime/runtime.ts';
import type { Template } from '../../tools/local-stack/template.ts';
import { noteUse } from '../rights/recorder.ts';
import { resolved } from '../rights/resource-arns.ts';

const FunctionProperties = v.object({
  Handler: v.string(),
  Environment: v.object({ Variables: v.record(v.string(), v.unknown()) }),
});

type Variables = Readonly<Record<string, unknown>>;

/** By template: a stack composes two dozen functions, and a test file starts many stacks. */
const known = new WeakMap<Template, ReadonlyMap<string, Variables>>();

/** The variables of each function as the template has them, by its folder. */
const variablesIn = (template: Template): ReadonlyMap<string, Variables> => {
  const variables = known.get(template) ?? readVariables(template);
  known.set(template, variables);
  return variables;
};

const readVariables = ({ Resources }: Template): ReadonlyMap<string, Variables> =>
  new Map(
    Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => v.parse(FunctionProperties, Properties))
      .map(({ Handler, Environment }) => [Handler.split('/')[1] ?? '', Environment.Variables]),
  );

/**
 * The surroundings of one function: of the variables of the stack those that its function.yml gives it, credentials of its own,
 * and documents behind URIs, each of which is the secret that the deployed function has in the same variable.
 */
export const surroundingsOf = <All extends Partial<StoreSurroundings> & { environment: ProcessEnvironment }>(
  template: Template,
  functionFolder: string,
  all: All,
): All => {
  const variables = variablesIn(template).get(functionFolder) ?? {};
  const given = Object.entries(all.environment).filter(([name]) => name in variables || /^AWS_/.test(name));
  return {
    ...all,
    environment: { ...Object.fromEntries(given), AWS_ACCESS_KEY_ID: functionFolder },
    readConfiguration: async (uri) => {
      for (const [name] of given.filter(([, value]) => value === uri)) {
        const [, secret] = /^secretsmanager:(.+)$/s.exec(resolved(template, variables[name])) ?? [];
        if (secret !== undefined) noteUse('secretsmanager:GetSecretValue', secret);
      }
      // At once, not by the thread pool: each function of each stack reads two of them.
      return readFileSync(new URL(uri), 'utf8');
    },
  };
};
