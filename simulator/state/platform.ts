import type { AppRecord, Apps } from './apps.ts';
import type { SimulatedClock } from './clock.ts';
import type { Dialect } from './dialect.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import type { SimulatorSettings } from './options.ts';
import type { SeededRandom } from './random.ts';

/** The state that every part of the simulated platform shares. `settings` and `dialect` change in place. */
export type Platform = {
  clock: SimulatedClock;
  random: SeededRandom;
  journal: Journal;
  faults: Faults;
  apps: Apps;
  settings: SimulatorSettings;
  dialect: Dialect;
};

/** Only names the platform accepts: a tone file of the application, or any when none are listed. */
export const voiceFileExists = (app: AppRecord, file: string): boolean =>
  app.voiceFiles === null || app.voiceFiles.includes(file);
