import type { StatusLine } from './status.ts';
import { healthTexts } from './texts.ts';

const EVERY_APP = '*';

/** The thing that a line is about, within its part; empty: the part itself. */
export const lineName = ({ part, code, app, name, values }: StatusLine): string => {
  const t = healthTexts.value;
  switch (part) {
    case 'pool':
      return poolName(app ?? name, values['area']);
    case 'runs':
      return String(values['function'] ?? '');
    case 'alarms':
      return String(values['alarm'] ?? '');
    case 'recordings':
      if (code === 'part-not-read') return '';
      return code.startsWith('recordings-lost') || code === 'recordings-none-lost' ? t.lost : t.waiting;
    case 'backlog':
      return t.sweeper;
    default:
      return app === EVERY_APP ? t.everyApp : (app ?? '');
  }
};

const poolName = (app: string, area: string | number | undefined): string => {
  const t = healthTexts.value;
  if (area === undefined) return app;
  return area === 'none' ? t.noArea(app) : t.area(app, String(area));
};
