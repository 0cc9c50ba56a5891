import * as v from 'valibot';
import { createJsonService } from '../../../shared/aws/json-service.ts';
import { QUEUE_SERVICE } from '../../../shared/events/dead-letters.ts';
import { systemClock, systemSleep } from '../../../shared/kernel/clock.ts';
import { systemRandom } from '../../../shared/kernel/system-random.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../create-from-template.ts';
import { type Engine, startS3 } from '../engines.ts';
import { loadTemplate, type Template } from '../template.ts';

const Created = v.object({ QueueUrl: v.string() });

/** Creates the queue of untold events in a local engine of SQS; one that is there stays. */
export const createQueue = async (
  endpoint: string,
  { Resources }: Template,
): Promise<Readonly<{ EVENTS_QUEUE_URL: string }>> => {
  const environment = {
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_SQS: endpoint,
  };
  const surroundings = { environment, clock: systemClock, random: systemRandom, sleep: systemSleep };
  const call = createJsonService(QUEUE_SERVICE, surroundings);
  const { QueueName } = Resources['UntoldEventsQueue']?.Properties ?? {};
  return { EVENTS_QUEUE_URL: v.parse(Created, await call('CreateQueue', { QueueName })).QueueUrl };
};

/** Starts an engine of SQS with that queue: a given engine of S3 may have none, other than the embedded one. */
export const startQueue = async (host: string): Promise<Engine & Readonly<{ queueUrl: string }>> => {
  const engine = await startS3(host);
  const { EVENTS_QUEUE_URL: queueUrl } = await createQueue(engine.endpoint, await loadTemplate());
  return { ...engine, queueUrl };
};
