// The file with the parameters of the deployments. It is read here and not by the framework, which shows the lines around a
// fault, and so perhaps a secret; and which takes 014 for the number 12.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FAILSAFE_SCHEMA, load, types } from 'js-yaml';

/** As the framework itself reads a value. */
const parseVariables = createRequire(import.meta.url)('serverless/lib/configuration/variables/parse');

const NAME = 'deployment.yml';

/** Files that somebody meant to be read. */
const MISNAMED = /^deployments?\.(ya?ml|json)$/i;

/** Numbers stay as they are written, so that they are judged as on the command line. */
const SCHEMA = FAILSAFE_SCHEMA.extend({ implicit: [types.null, types.bool, types.merge] });

/**
 * @param {string} directory of the service
 * @returns {{isThere: boolean, parameters?: unknown, faults: string[]}} the parameters by stage, undefined where the file says
 * nothing; and a line for each fault of the file itself, without anything that stands in it
 */
export const readDeploymentFile = (directory) => {
  // Set by `npm start`: the parameters of somebody's deployment are not those of the local stack.
  if (process.env.PRIVATENUMBER_IGNORE_DEPLOYMENT_FILE) return { isThere: true, faults: [] };
  const names = readdirSync(directory).filter((name) => MISNAMED.test(name));
  const faults = names
    .filter((name) => name !== NAME)
    .map((name) => `${name} is not read: its name must be ${NAME}`);
  if (!names.includes(NAME)) return { isThere: false, faults };
  try {
    const parameters = load(readFileSync(join(directory, NAME), 'utf8'), { schema: SCHEMA });
    const variables = variableFaults(parameters, []);
    // The framework would show a value with such a variable.
    if (variables.length > 0) return { isThere: true, faults: [...faults, ...variables] };
    return { isThere: true, parameters: parameters ?? undefined, faults };
  } catch (error) {
    return { isThere: true, faults: [...faults, faultOf(error)] };
  }
};

/** Values in which the framework would not find the end, or the source, of a variable. */
const variableFaults = (value, path) => {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => variableFaults(inner, [...path, key]));
  if (typeof value !== 'string' || isParsed(value)) return [];
  const place = path.every((key) => /^[\w-]{1,40}$/.test(key)) ? `, ${path.join(': ')}` : '';
  return [`${NAME}${place} has a variable of a wrong form, perhaps without its closing bracket`];
};

const isParsed = (value) => {
  try {
    parseVariables(value);
    return true;
  } catch {
    return false;
  }
};

/** The place of a fault, and the reason without what it may quote. */
const faultOf = ({ reason = 'it cannot be read', mark }) => {
  const [why] = reason.split(/ ?["<!]/);
  return `${NAME}${mark === undefined ? '' : `, line ${mark.line + 1}`}: ${why}`;
};
