/**
 * Backup and restore of what cannot be made again: models, their history, and the training set.
 *
 * <p>Records of topics go into one file and back. May import {@code event} and {@code registry};
 * may see Kafka and Jackson. The decision to know: a file is read as a stranger's, in bounded
 * memory, and verified whole before anything of it is written to Kafka, in one transaction.
 */
package odia.backup;
