import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { aCdrPush, fiftyCdrs } from '../../builders/pushes.ts';
import { contextFor } from '../../harness/gateway.ts';
import { startWarmWebhook, stubbedHandler } from '../push-handler.ts';
import { type Measured, type Row, ratio } from './row.ts';

const WARM_UP = 100;
const PUSHES_A_ROUND = 10;

type Push = () => Promise<unknown>;

/** Pushes of fifty CDRs to a peer whose client has no network. */
const peer = async (name: 'plain' | 'powertools'): Promise<Push> => {
  process.env['AWS_REGION'] ??= 'local';
  process.env['CALLS_TABLE'] ??= 'calls';
  process.env['PUSHES_TABLE'] ??= 'pushes';
  const { createHandler } = await import(`../peers/functions/${name}/index.ts`);
  const handler = createHandler(new DynamoDBClient(stubbedHandler()));
  const event = { body: aCdrPush(fiftyCdrs()) };
  return () => handler(event, contextFor(name));
};

const spentMs = async (push: Push): Promise<number> => {
  const before = process.cpuUsage();
  for (let index = 0; index < PUSHES_A_ROUND; index += 1) await push();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** Processor time of a warm push of 50 CDRs, the network stubbed, in parts of ours with the SDK. All take turns in one process. */
export const warmPushRow = async (rounds: number, warmUp = WARM_UP): Promise<Row> => {
  const webhook = await startWarmWebhook();
  try {
    const pushes = {
      sdk: webhook.withSdk,
      now: webhook.withLean,
      plain: await peer('plain'),
      powertools: await peer('powertools'),
    };
    const spent: Record<keyof typeof pushes, number[]> = { sdk: [], now: [], plain: [], powertools: [] };
    const each = Object.entries(pushes) as [keyof typeof pushes, Push][];
    for (const [, push] of each) for (let index = 0; index < warmUp; index += 1) await push();
    for (let round = 0; round < rounds; round += 1)
      for (const [name, push] of each) spent[name].push(await spentMs(push));
    const of = (name: keyof typeof pushes): Measured => ratio(spent[name], spent.sdk);
    return {
      name: 'warm push of 50 CDRs, the network stubbed; with the SDK: 1',
      now: of('now'),
      goal: 0.55,
      plain: of('plain'),
      powertools: of('powertools'),
    };
  } finally {
    await webhook.close();
  }
};
