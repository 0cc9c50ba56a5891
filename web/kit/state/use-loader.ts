import { useEffect, useMemo } from 'preact/hooks';
import { createLoader, type Loader } from './loaded.ts';

/** A place for something that is fetched while a part of a page is shown; what is on its way when the part goes is given up. */
export const useLoader = <Value>(): Loader<Value> => {
  const loader = useMemo(() => createLoader<Value>(), []);
  useEffect(() => loader.clear, []);
  return loader;
};
