import { useMe } from '../api/use-me.js';
import { may, type Permission } from './may.js';

/** Whether whoever is signed in may do this. */
export const useMay = (permission: Permission): boolean => may(useMe(), permission);
