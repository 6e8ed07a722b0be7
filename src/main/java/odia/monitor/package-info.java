/**
 * What can be known of the system by watching its topics: recent labels, rates, latencies, the mix
 * of labels, what people said, and whether every record had its one outcome. In come records that
 * somebody else has read, out go figures; nothing here waits or talks to Kafka, so all of it is
 * tested without. Imports event alone.
 */
package odia.monitor;
