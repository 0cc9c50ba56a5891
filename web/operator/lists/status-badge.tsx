import { Badge, type Tone } from '../../kit/parts/states.tsx';
import type { Binding } from '../api.ts';
import { texts } from '../texts/texts.ts';

const TONES: Readonly<Record<Binding['status'], Tone>> = {
  pending: 'warn',
  active: 'good',
  releasing: 'warn',
  released: 'plain',
  expired: 'plain',
  failed: 'bad',
};

/** The status of a binding, in a word. */
export const StatusBadge = ({ status }: Readonly<{ status: Binding['status'] }>) => (
  <Badge tone={TONES[status]}>{texts.value.states[status] ?? status}</Badge>
);
