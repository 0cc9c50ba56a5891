import { PARAMETERS } from './parameters.mjs';

/** A value as it would stand on a command line; undefined when it is neither text nor a number nor true or false. */
export const asWritten = (value) =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;

/** Whether a parameter's value has its form. */
export const isTaken = (name, value) => {
  const { takes, textOnly } = PARAMETERS[name].form;
  const written = textOnly && typeof value !== 'string' ? undefined : asWritten(value);
  return written !== undefined && takes(written);
};

const textOf = (written) => (written === 'none' ? '' : written);

/**
 * The settings of a deployment, `custom.settings` of serverless.yml: all parameters with their values or defaults. A value without
 * the form of its parameter counts as absent here, so that the framework can go on to where the plugin refuses it, together with
 * all other faults.
 *
 * @param {(name: string) => Promise<unknown>} given the value that the deployment gives, null when it gives none
 * @returns {Promise<Record<string, string | object>>}
 */
export const settingsFrom = async (given) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(PARAMETERS).map(async ([name, { default: absent, setting = textOf }]) => {
        const value = await given(name);
        return [name, setting(isTaken(name, value) ? asWritten(value) : absent)];
      }),
    ),
  );
