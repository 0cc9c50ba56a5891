/** The parts of hapi's request and response that it reads. */
export type PushRequest = Readonly<{
  path: string;
  raw: Readonly<{ res: Readonly<{ closed: boolean; once(event: 'close', listener: () => void): unknown }> }>;
}>;

/** An `onRequest` extension of hapi: lets so many pushes in at a time, the others in the order in which they came. */
export declare const pushesInTurn: (
  atOnce: number,
) => <Continue>(request: PushRequest, h: Readonly<{ continue: Continue }>) => Promise<Continue>;
