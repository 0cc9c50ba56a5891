// Concurrency that belongs to the webhooks alone: a flood of other requests can use up the rest of the account's, not this
// (docs/stack.md, Concurrency of the webhooks).
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** Lambda wants so much left for the functions without a reservation. */
const LEFT_FOR_OTHERS = 100;

/** Requests to an address that no webhook has may be anybody's, and have nothing reserved. */
const isWebhook = ({ events = [] }) =>
  events.some(({ httpApi }) => {
    const path = typeof httpApi === 'string' ? httpApi : httpApi?.path;
    return (path?.includes('/webhooks/') && !path.endsWith('+}')) ?? false;
  });

/** @returns {string[]} names of the functions that the platform pushes to */
export const webhooksOf = (functions) => Object.keys(functions).filter((name) => isWebhook(functions[name]));

/** Reserves for each webhook; 0 leaves them to the concurrency that all functions share. */
export const reserveForWebhooks = (functions, { webhookConcurrency }) => {
  const reserved = Number(webhookConcurrency);
  if (reserved === 0) return;
  for (const name of webhooksOf(functions)) functions[name].reservedConcurrency = reserved;
};

/**
 * The number of functions that the account may run at a time in the region. A person without the right to ask goes on, and hears it from Lambda if it is too little.
 *
 * @param {object} config of a client of the AWS SDK
 * @param {(warning: string) => void} warn
 * @returns {Promise<number | undefined>}
 */
export const concurrencyOf = async (config, warn) => {
  try {
    const { AccountLimit } = await new LambdaClient(config).send(new GetAccountSettingsCommand({}));
    return AccountLimit.ConcurrentExecutions;
  } catch (error) {
    warn(`webhookConcurrency was not compared with the limit of this account: ${error.message}`);
    return undefined;
  }
};

/**
 * New accounts have a concurrency of 10, and a deployment would be rolled back after minutes in words of Lambda's.
 *
 * @param {number | undefined} accountConcurrency undefined where nobody knows it
 * @returns {string[]} a line that says what to do, where the reservation cannot be met
 */
export const concurrencyFaults = ({ functions, settings, accountConcurrency }) => {
  const reserved = Number(settings.webhookConcurrency) * webhooksOf(functions).length;
  if (reserved === 0 || accountConcurrency === undefined) return [];
  if (accountConcurrency >= reserved + LEFT_FOR_OTHERS) return [];
  return [
    `webhookConcurrency reserves ${reserved} concurrent executions of Lambda, and ${LEFT_FOR_OTHERS} have to be left; this account has ` +
      `${accountConcurrency} in this region. Ask for more (Service Quotas, Lambda, Concurrent executions), or deploy with webhookConcurrency=0`,
  ];
};
