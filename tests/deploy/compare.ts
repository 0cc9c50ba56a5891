import type { Template } from '../../tools/local-stack/template.ts';

/** The resources of one type. */
export const resourcesOfType = (template: Template, type: string) =>
  Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties }]) => ({ id, Properties }));

/** @throws {Error} that shows both */
export const expectSame = (actual: unknown, expected: unknown, what: string): void => {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (found !== wanted) throw new Error(`${what}: ${found} and not ${wanted}`);
};
