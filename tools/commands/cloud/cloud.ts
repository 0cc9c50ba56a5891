import type { SeenAnswer } from './seen.ts';

/** A table as it is; `keys` and `indexes` are `pk sk` and `a-index aKey createdAt`, sorted. */
export type SeenTable = Readonly<{
  status: string;
  keys: string;
  indexes: readonly Readonly<{ keys: string; status: string }>[];
}>;

/** The bucket as it is. */
export type SeenBucket = Readonly<{ isPrivate: boolean }>;

export type SeenFunction = Readonly<{ arn: string; state: string; lastUpdate: string; modifiedAt: string }>;

export type SeenRule = Readonly<{ name: string; isEnabled: boolean }>;

export type SeenAlarm = Readonly<{
  name: string;
  isRinging: boolean;
  hasActions: boolean;
  /** Topics that it tells. */
  topics: readonly string[];
  since: string;
}>;

/** The runs of a function in a span, by CloudWatch's own metrics. */
export type SeenRuns = Readonly<{ lastRunAt?: string; runs: number; errors: number }>;

/**
 * A deployment in AWS as an operator's own credentials see it. Nothing is changed. Each question stands for itself: whoever may not
 * ask one still gets the others.
 */
export interface Cloud {
  /** The outputs of the stack, such as `HttpApiUrl`. */
  outputs(): Promise<SeenAnswer<Readonly<Record<string, string>>>>;
  table(name: string): Promise<SeenAnswer<SeenTable>>;
  /** Whether items end by their attribute `ttl`. */
  timeToLive(name: string): Promise<SeenAnswer<boolean>>;
  pointInTimeRecovery(name: string): Promise<SeenAnswer<boolean>>;
  bucket(name: string): Promise<SeenAnswer<SeenBucket>>;
  bucketEncryption(name: string): Promise<SeenAnswer<string>>;
  /** The number of rules in force of its lifecycle. */
  bucketLifecycle(name: string): Promise<SeenAnswer<number>>;
  functionNamed(name: string): Promise<SeenAnswer<SeenFunction>>;
  /** The rules that call a function. */
  rulesOf(functionArn: string): Promise<SeenAnswer<readonly SeenRule[]>>;
  /** The alarms of the stage. */
  alarms(): Promise<SeenAnswer<readonly SeenAlarm[]>>;
  /** Subscriptions of a topic that somebody has confirmed. */
  confirmedSubscriptions(topicArn: string): Promise<SeenAnswer<number>>;
  runsOf(functionName: string, sinceSeconds: number): Promise<SeenAnswer<SeenRuns>>;
  /** Since when the version of a secret is in force, without its text. */
  secret(name: string): Promise<SeenAnswer<Readonly<{ versionId: string; changedAt: string }>>>;
}
