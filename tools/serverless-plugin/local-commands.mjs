// The framework's commands that run functions on this machine, without what a deployment gives them.

const NOTHING_THERE = 'has no tables, no S3 and no platform';

/** The line for whoever runs one of them. */
export const INSTEAD = {
  offline: () => `offline alone ${NOTHING_THERE}: use \`npm start\`, which runs it with all of them`,
  'invoke local': (functionName = '<function>') =>
    `invoke local ${NOTHING_THERE}: run \`npm start\` and POST the event to http://127.0.0.1:3001/2015-03-31/functions/privatenumber-local-${functionName}/invocations`,
};

/**
 * Fills in the variables that CloudFormation would.
 *
 * @param {Record<string, unknown>} variables of one function; changed
 * @param {Record<string, string | undefined>} environment has the values
 * @returns {string[]} the names of those that it does not have
 */
export const fillIn = (variables, environment) =>
  Object.entries(variables).flatMap(([name, value]) => {
    if (typeof value !== 'object') return [];
    variables[name] = environment[name] ?? '';
    return environment[name] ? [] : [name];
  });
