import { describe, expect, it } from 'vitest';
import type { ReconcilePlaces } from '../../../shared/bindings/reconcile/reconcile-places.ts';

/** The promises of {@link ReconcilePlaces}, for every engine. */
export const reconcilePlacesContract = (engine: string, open: () => ReconcilePlaces): void => {
  describe(`places of the comparison in ${engine}`, () => {
    it('are none at first, then those that were written last, in their order', async () => {
      const places = open();

      const none = await places.read();
      await places.write([{ app: 'rides' }, { app: 'homes', from: 'kx' }]);
      const both = await places.read();
      await places.write([{ app: 'homes', from: 'm' }]);
      const one = await places.read();
      await places.write([]);

      expect(none).toEqual([]);
      expect(both).toEqual([{ app: 'rides' }, { app: 'homes', from: 'kx' }]);
      expect(one).toEqual([{ app: 'homes', from: 'm' }]);
      expect(await places.read()).toEqual([]);
    });
  });
};
