/**
 * Keeps a {@link odia.monitor.View} up to date with a Kafka cluster, looks single records up, and
 * sends dead letters once more. Reads committed records outside any consumer group, so that any
 * number of processes can look on without disturbing those that work. Imports event, ops, registry
 * and monitor.
 */
package odia.follow;
