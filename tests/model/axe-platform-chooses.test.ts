import { modelOf } from './model.ts';

modelOf('AXE', 'platform');
