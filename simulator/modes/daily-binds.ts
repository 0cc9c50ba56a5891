import { Refusal } from '../protocol/answer.ts';
import type { Platform } from '../state/platform.ts';

/** Counts the binds of a number on one day of the platform's clock. */
export type DailyBinds = {
  /** @throws {Refusal} 1020182 when the number has had its share. */
  count(number: string): void;
  clear(): void;
};

/** The limit is the setting `bindsPerDay`; days are those of UTC. */
export const createDailyBinds = ({ clock, settings }: Platform): DailyBinds => {
  const counts = new Map<string, number>();
  return {
    count(number) {
      const key = `${clock.now().toISOString().slice(0, 10)} ${number}`;
      const before = counts.get(key) ?? 0;
      if (settings.bindsPerDay > 0 && before >= settings.bindsPerDay) throw new Refusal(403, '1020182');
      counts.set(key, before + 1);
    },
    clear: () => counts.clear(),
  };
};
