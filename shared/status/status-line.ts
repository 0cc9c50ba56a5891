/** The parts of a deployment's state. Those of `PARTS_OF_APPS` are told by app, the others of the deployment as a whole. */
export type StatusPart =
  | 'gate'
  | 'backlog'
  | 'silence'
  | 'last-pushes'
  | 'quarantine'
  | 'pool'
  | 'recordings'
  | 'alarms'
  | 'runs';

export const PARTS_OF_APPS: ReadonlySet<StatusPart> = new Set<StatusPart>([
  ...(['gate', 'silence', 'last-pushes', 'pool'] as const),
]);

/**
 * A line of the state, judged. `unknown`: nobody could look. `code` and `values` say the same as `text`, for whoever says it in other
 * words; `page` is the page of the project that says what to do.
 */
export type StatusLine = Readonly<{
  part: StatusPart;
  code: string;
  name: string;
  app?: string;
  state: 'ok' | 'wrong' | 'unknown';
  text: string;
  values: Readonly<Record<string, string | number>>;
  page?: string;
}>;

/** The page of an alarm. */
export const alarmPage = (name: string): string => `docs/runbook/alarms/${name}.md`;

type Facts = Pick<StatusLine, 'code' | 'text'> & Readonly<{ values?: StatusLine['values']; app?: string }>;

/** Makes the lines of a part. */
export const linesOf = (part: StatusPart) => {
  const line = (state: StatusLine['state'], name: string, facts: Facts): StatusLine => ({
    part,
    name,
    state,
    values: {},
    ...facts,
  });
  return {
    ok: (name: string, facts: Facts): StatusLine => line('ok', name, facts),
    unknown: (name: string, facts: Facts): StatusLine => line('unknown', name, facts),
    /** `alarm`: the one whose page says what to do. */
    wrong: (name: string, alarm: string, facts: Facts): StatusLine => ({
      ...line('wrong', name, facts),
      page: alarmPage(alarm),
    }),
    /** The part cannot be read, for an error with this code. */
    notRead: (name: string, failed: string): StatusLine =>
      line('wrong', name, {
        code: 'part-not-read',
        text: `cannot be read (${failed})`,
        values: { failed },
      }),
  };
};
