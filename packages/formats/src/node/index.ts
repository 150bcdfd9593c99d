export { type ReadApartOptions, readNetworkApart } from './read-network-apart.js';
