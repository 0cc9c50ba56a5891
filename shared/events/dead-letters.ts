import * as v from 'valibot';
import type { JsonCall, JsonService } from '../aws/json-service.ts';
import type { BusinessEvent } from './facts/kinds.ts';

/** SQS, for the lean client. */
export const QUEUE_SERVICE: JsonService = {
  name: 'sqs',
  endpointVariable: 'AWS_ENDPOINT_URL_SQS',
  target: 'AmazonSQS',
  jsonVersion: '1.0',
  tries: 3,
  baseMs: 100,
};

const Record = v.looseObject({});
const Event = v.custom<BusinessEvent>(
  (value) => typeof value === 'object' && value !== null && 'type' in value,
);

/**
 * Something that could not be told, with all that is needed to tell it later: the change as it came from the stream, because streams
 * forget after a day; or the event, where it was made already.
 */
const DeadLetter = v.object({
  /** Kebab-case, or the code of the bus. */
  because: v.string(),
  at: v.string(),
  record: v.optional(Record),
  event: v.optional(Event),
});
export type DeadLetter = v.InferOutput<typeof DeadLetter>;

/** A letter that was taken: nobody else gets it for five minutes. `undefined`: it cannot be read. */
export type TakenLetter = Readonly<{ letter: DeadLetter | undefined; receipt: string }>;

/** The queue of what could not be told. Each method throws {Error} when the queue cannot be reached. */
export type DeadLetters = Readonly<{
  put: (letter: DeadLetter) => Promise<void>;
  /** Some letters, none when none can be taken. */
  take: () => Promise<readonly TakenLetter[]>;
  remove: (receipt: string) => Promise<void>;
  count: () => Promise<Readonly<{ waiting: number; inHand: number }>>;
}>;

/** How long a taken letter is for one alone. */
const IN_HAND_SECONDS = 300;
const MOST_AT_ONCE = 10;
/** Without a wait SQS asks some of its servers only, and may say that there is nothing while there is. Less than the client's patience. */
const WAIT_SECONDS = 1;

const Received = v.object({
  Messages: v.optional(v.array(v.object({ Body: v.string(), ReceiptHandle: v.string() })), []),
});
const Counted = v.object({
  Attributes: v.object({
    ApproximateNumberOfMessages: v.string(),
    ApproximateNumberOfMessagesNotVisible: v.string(),
  }),
});

/** The queue in SQS. */
export const createDeadLetters = (call: JsonCall, QueueUrl: string): DeadLetters => ({
  async put(letter) {
    await call('SendMessage', { QueueUrl, MessageBody: JSON.stringify(letter) });
  },

  async take() {
    const wanted = {
      QueueUrl,
      MaxNumberOfMessages: MOST_AT_ONCE,
      VisibilityTimeout: IN_HAND_SECONDS,
      WaitTimeSeconds: WAIT_SECONDS,
    };
    const { Messages } = v.parse(Received, await call('ReceiveMessage', wanted));
    return Messages.map(({ Body, ReceiptHandle }) => ({ letter: letterIn(Body), receipt: ReceiptHandle }));
  },

  async remove(receipt) {
    await call('DeleteMessage', { QueueUrl, ReceiptHandle: receipt });
  },

  async count() {
    const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
    const { Attributes } = v.parse(Counted, await call('GetQueueAttributes', { QueueUrl, AttributeNames }));
    return {
      waiting: Number(Attributes.ApproximateNumberOfMessages),
      inHand: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    };
  },
});

const letterIn = (body: string): DeadLetter | undefined => {
  try {
    const read = v.safeParse(DeadLetter, JSON.parse(body));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
};
