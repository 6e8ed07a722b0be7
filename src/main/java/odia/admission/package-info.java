/**
 * What a process needs of the cluster before it works: topics that are as they should be, and the
 * rights of its role; and how an administrator grants those.
 *
 * <p>Imports {@code ops}; may see Kafka and Jackson. The decision to know: every process looks
 * before it begins and refuses with the mend, rather than fail in the middle of something.
 */
package odia.admission;
