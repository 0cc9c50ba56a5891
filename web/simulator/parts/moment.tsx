import { clockText, momentText } from '../../kit/format/times.ts';
import { language } from '../../kit/state/language.ts';

/** An instant of the platform's clock in the viewer's zone; UTC, as the platform writes it, stands in its title. */
export const Moment = ({ at, short }: Readonly<{ at: string; short?: boolean }>) => (
  <time class="number" dateTime={at} title={`${at.slice(0, 19).replace('T', ' ')} UTC`}>
    {(short ? clockText : momentText)(at, language.value)}
  </time>
);
