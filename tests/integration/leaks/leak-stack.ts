import { startSecretsManager } from '../../fakes/secrets-manager.ts';
import { API_KEY, callerWith, pushUrlsOf } from '../../harness/fixtures.ts';
import { startLambdaApi } from '../../harness/lambda-api.ts';
import { type Secret, secretKey } from '../../harness/leaks/find-leaks.ts';
import { type Answer, startStack } from '../../harness/stack.ts';
import { startQuotingPlatform } from '../privacy/quoting-platform.ts';
import { withAccessKey } from '../reporting/reporting-stack.ts';
import { startCollection } from './collection.ts';
import {
  AWS_SECRET,
  appOf,
  DATA_KEYS,
  EXPIRED_KEY,
  LOOKUP_KEY,
  MASKED_KEY,
  MODES,
  PROXIED_X,
  PROXY_PASSWORD,
  WEBHOOK_SECRET,
} from './planted.ts';

/** The secrets of the operators' commands at the stand-in of Secrets Manager. */
const SECRETS = ['privatenumber-local-configuration', 'privatenumber-local-access'];

/** An app whose platform is reached by the proxy alone, and the proxy is away. */
const BEHIND_PROXY = { ...appOf('AXB'), name: 'proxied', appKey: 'TestAppKeyLeaksProxied'.padEnd(28, '0') };

/** The whole bundle with an app of each mode, every kind of secret, and a collection of all that leaves it. */
export const startLeakStack = async () => {
  const platform = await startQuotingPlatform();
  const stack = await startStack({
    store: 'memory',
    changes: true,
    startAt: new Date('2026-03-01T08:00:00.000Z'),
    apps: [
      ...MODES.map((mode) => ({
        ...appOf(mode),
        baseUrl: platform.url,
        bindsPerPersonPerHour: 500,
        prices: { currency: 'CNY', callMinute: '0.06', messagePart: '0.05' },
        defaults: mode === 'AX' ? { smsReply: ['temporary-callee', 'last-contact', 'discard'] } : {},
      })),
      { ...BEHIND_PROXY, numbers: [{ x: PROXIED_X }], baseUrl: 'https://platform.invalid' },
    ],
    platformApps: MODES.map((mode) => ({ ...appOf(mode), extensionLength: 2, pushUrls: {} })),
    simulator: { lockoutThreshold: 0 },
    callers: [
      callerWith('masked', MASKED_KEY, { scopes: ['read:masked', 'usage'] }),
      callerWith('expired', EXPIRED_KEY, { expiresAt: '2026-02-01T00:00:00.000Z' }),
    ],
    // Nobody listens at the address of CloudWatch.
    environment: { EXPORTS: 'masked', AWS_ENDPOINT_URL_CLOUDWATCH: 'http://127.0.0.1:1' },
    configuration: {
      ...withAccessKey(platform.url),
      dataKeys: DATA_KEYS,
      lookupKey: LOOKUP_KEY,
      httpsProxy: `http://proxy-user:${PROXY_PASSWORD}@127.0.0.1:1`,
      webhookSecrets: [WEBHOOK_SECRET],
    },
  });
  platform.passTo(stack.simulator.url);
  const webhooks = pushUrlsOf(stack.url);
  for (const mode of MODES)
    await stack.control.setPushUrls(
      appOf(mode).appKey,
      JSON.parse(JSON.stringify(webhooks).replaceAll('/webhooks/', `/webhooks/${WEBHOOK_SECRET}/`)),
    );
  const lambda = await startLambdaApi(stack);
  const secrets = await startSecretsManager(SECRETS, () => new Date());
  // The clients of the functions for S3, and those of the commands, are made from the environment of the process.
  Object.assign(process.env, {
    AWS_SECRET_ACCESS_KEY: AWS_SECRET,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
  });
  const collection = startCollection();

  /** Sends a request and keeps the answer: an error and all headers are searched, anything else is for its reader. */
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    { key = API_KEY, headers = {} }: { key?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> => {
    const sent = { authorization: `Bearer ${key}`, ...headers };
    const answer = await stack.request(method, path, {
      headers: sent,
      ...(body === undefined ? {} : { body }),
    });
    const place = `${method} /${path.split(/[/?]/)[1]} ${answer.status}`;
    collection.add(`headers of ${place}`, JSON.stringify([...answer.headers]));
    if (answer.status >= 400) collection.add(`problem of ${place} ${answer.text.slice(0, 300)}`, answer.text);
    else if (path.startsWith('/operations/')) collection.add(`answer of ${place}`, answer.text);
    else if (key === MASKED_KEY) collection.toReader('answers of the API to a masked reader', answer.text);
    else collection.toReader('answers of the API to a full reader', answer.text);
    return answer;
  };

  /** Runs a function as its schedule does; what it throws, Lambda prints. */
  const invoke = async (functionFolder: string, event: unknown = {}): Promise<void> => {
    try {
      collection.add(
        `result of ${functionFolder}`,
        JSON.stringify(await stack.invoke(functionFolder, event)) ?? '',
      );
    } catch (error) {
      collection.add(`thrown by ${functionFolder}`, error);
    }
  };

  /** The requests of our functions and commands; those of the simulated platform to our webhooks are left out. */
  const requests = () => {
    const ours = collection.requests.filter(({ host }) => !stack.url.endsWith(host));
    const isToPlatform = ({ host }: { host: string }) =>
      [platform.url, stack.simulator.url, 'https://platform.invalid'].some((url) => url.endsWith(host));
    return {
      toAws: ours.filter((request) => !isToPlatform(request)),
      toPlatform: ours.filter(isToPlatform),
    };
  };

  /** Keeps what the platform got: requests, and answers to its pushes, which may name people. */
  const listenToPlatform = async (): Promise<void> => {
    for (const entry of await stack.control.journal())
      if (entry.kind === 'request')
        collection.toReader('requests to the platform', `${entry.path}?${entry.query} ${entry.body}`);
      else
        for (const { answerBody } of entry.attempts)
          collection.toReader('answers of our webhooks', answerBody);
  };

  return {
    stack,
    platform,
    lambda,
    collection,
    ask,
    invoke,
    requests,
    listenToPlatform,
    /** The keys in the secrets, those that commands have made among them. */
    keysOfSecrets: (): readonly Secret[] => {
      const texts = SECRETS.flatMap((name) => secrets.textsOf(name)).join();
      const keys = new Set(texts.match(/[\w+/]{43}=/g));
      return [...keys].map((key) => secretKey('a key of the secrets', Buffer.from(key, 'base64')));
    },
    stop: async (): Promise<void> => {
      collection.stop();
      delete process.env['AWS_ENDPOINT_URL_SECRETS_MANAGER'];
      await secrets.stop();
      await lambda.stop();
      await stack.close();
      await platform.close();
    },
  };
};
export type LeakStack = Awaited<ReturnType<typeof startLeakStack>>;
