import type { SimulatorApp, SimulatorNumber } from './options.ts';

/** 5 normal, 9 paused, 10 unavailable, 11 frozen for new bindings. Source: `numstatus_notify_axb`. */
export type NumberState = 5 | 9 | 10 | 11;

export type NumberRecord = SimulatorNumber & { state: NumberState };

/** An application as it stands now. */
export type AppRecord = Omit<Required<SimulatorApp>, 'name' | 'numbers' | 'voiceFiles'> & {
  name: string;
  numbers: NumberRecord[];
  voiceFiles: string[] | null;
  state: 'normal' | 'disabled' | 'frozen';
  /** Source addresses that may call; null: all. */
  ipWhitelist: string[] | null;
};

/** The applications and their numbers. */
export type Apps = {
  list(): AppRecord[];
  find(appKey: string): AppRecord | undefined;
  /** The application that owns an X number. */
  ownerOf(x: string): { app: AppRecord; number: NumberRecord } | undefined;
  /** Back to what was given at the start. */
  reset(): void;
};

const recordOf = (app: SimulatorApp): AppRecord => ({
  recording: true,
  sms: true,
  smsContent: true,
  pushScheme: 'AKSK',
  showsRealCaller: false,
  extensionLength: 4,
  interceptUnreported: false,
  ...app,
  name: app.name ?? app.appKey,
  numbers: app.numbers.map((number) => ({ ...number, state: 5 })),
  voiceFiles: app.voiceFiles ?? null,
  pushUrls: { ...app.pushUrls },
  state: 'normal',
  ipWhitelist: null,
});

/** Applications as bought and set in the console. An app key or X number given twice is refused. */
export const createApps = (given: readonly SimulatorApp[]): Apps => {
  const twice = (values: string[]): string | undefined =>
    values.find((value, at) => values.indexOf(value) !== at);
  const double =
    twice(given.map(({ appKey }) => appKey)) ??
    twice(given.flatMap(({ numbers }) => numbers.map(({ x }) => x)));
  if (double) throw new Error(`Given twice among the simulator's applications: ${double}`);

  let apps = given.map(recordOf);
  return {
    list: () => apps,
    find: (appKey) => apps.find((app) => app.appKey === appKey),
    ownerOf(x) {
      for (const app of apps) {
        const number = app.numbers.find((candidate) => candidate.x === x);
        if (number) return { app, number };
      }
      return undefined;
    },
    reset() {
      apps = given.map(recordOf);
    },
  };
};
