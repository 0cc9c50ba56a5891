import { modelOf } from './model.ts';

modelOf('AXYB');
