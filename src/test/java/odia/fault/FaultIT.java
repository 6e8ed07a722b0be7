package odia.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import odia.event.Topic;
import odia.ops.Children;
import odia.ops.TestCluster;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a cluster of three brokers and two classifiers under load goes through, one fault a test:
 * nothing lost, nothing doubled. {@code -Dfaults=full} causes all of them, as for the figures of
 * the README; every build causes three, for a shorter time.
 */
class FaultIT {

  private static final boolean FULL = "full".equals(System.getProperty("faults"));
  private static final int RATE = Integer.getInteger("faults.rate", 50);
  private static final long SEED = Long.getLong("faults.seed", 1);

  @TempDir private Path folder;
  private TestCluster cluster;
  private Fleet fleet;
  private Load load;
  private IntPredicate poison = number -> false; // what is to become a dead letter

  private void start(String host, String... settings) throws Exception {
    start(new TestCluster(host, folder), settings);
  }

  private void start(TestCluster brokers, String... settings) {
    cluster = brokers;
    cluster.start();
    fleet = new Fleet(cluster.bootstrapServers(), folder, settings);
    load = new Load(cluster.client());
  }

  /** Two instances, both at work, and documents that come. */
  private Trial underLoad(String fault) throws Exception {
    start("127.0.0.1");
    return beginLoad(fault, fleet.add(), fleet.add());
  }

  private Trial beginLoad(String fault, int... instances) {
    load.start(RATE);
    load.awaitOutcomesOf(5 * RATE);
    for (int instance : instances) {
      assertThat(fleet.process(instance).isAlive()).isTrue();
    }
    Trial trial = new Trial(fault, load, RATE);
    trial.begin();
    return trial;
  }

  @AfterEach
  void keepLogs(TestInfo test) throws IOException {
    stop();
    Path kept = Path.of("target", "faults", test.getTestMethod().orElseThrow().getName());
    Files.createDirectories(kept);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void stop() {
    if (load != null) {
      load.close();
    }
    if (fleet != null) {
      fleet.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Lets the load go on for a time: what happens in it is looked at when it is over. */
  private static void letPass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Awaitility.await()
        .atMost(time.plusMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> System.nanoTime() >= end);
  }

  /** Awaits what was sent by now, and lets some more come, for the figures afterwards. */
  private void finish(Trial trial) throws Exception {
    load.awaitOutcomes();
    load.awaitOutcomesOf(load.sent() + 5 * RATE);
    trial.balance(poison);
  }

  /** The same where the fault is mended now. */
  private void finishMended(Trial trial) throws Exception {
    trial.over();
    cluster.awaitAll();
    finish(trial);
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "full")
  void aKilledClassifierIsReplacedByTheOther() throws Exception {
    Trial trial = underLoad("one of two classifiers killed, not started again");
    fleet.kill(0);
    finish(trial);
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "full")
  void withAStandbyAndShorterTimesAKilledClassifierIsReplacedSooner() throws Exception {
    start(
        new TestCluster("127.0.0.1", folder)
            .with("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
        "session.timeout.ms=6000",
        "heartbeat.interval.ms=1000",
        "transaction.timeout.ms=5000",
        "num.standby.replicas=1");
    Trial trial = beginLoad("the same, with a standby and shorter times", fleet.add(), fleet.add());
    fleet.kill(0);
    finish(trial);
  }

  @Test
  void classifiersKilledAtRandomTimesLoseAndDoubleNothing() throws Exception {
    int kills = FULL ? 20 : 4;
    Random random = new Random(SEED);
    Trial trial = underLoad("classifiers killed and started again, " + kills + " times");
    for (int i = 0; i < kills; i++) {
      int victim = random.nextInt(2);
      letPass(Duration.ofMillis(500 + random.nextInt(FULL ? 8000 : 4000)));
      fleet.kill(victim);
      fleet.start(victim);
    }
    finishMended(trial);
  }

  @Test
  void aLeaderThatDiesAndComesBackCostsNothing() throws Exception {
    Trial trial = underLoad("a leader killed, started again after 10 s");
    int leader = cluster.leaderOf(Topic.LABELS.name(), 0);
    cluster.kill(leader);
    letPass(Duration.ofSeconds(10));
    cluster.start(leader);
    finishMended(trial);
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "full")
  void twoOfThreeBrokersDownAndBackCostNothing() throws Exception {
    int seconds = FULL ? 30 : 15;
    Trial trial = underLoad("two of three brokers killed, back after " + seconds + " s");
    cluster.kill(0);
    cluster.kill(1);
    letPass(Duration.ofSeconds(seconds));
    cluster.start(0);
    cluster.start(1);
    finishMended(trial);
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "full")
  void aBrokerThatHardlyAnswersIsWaitedFor() throws Exception {
    Trial trial = underLoad("a broker stopped nine tenths of the time, for 20 s");
    Process slow = cluster.process(cluster.leaderOf(Topic.LABELS.name(), 0));
    for (int i = 0; i < 20; i++) {
      Children.hold(slow);
      letPass(Duration.ofMillis(900));
      Children.release(slow);
      letPass(Duration.ofMillis(100));
    }
    finishMended(trial);
  }

  private static IntStream cuts() {
    return FULL ? IntStream.of(5, 30, 120) : IntStream.of(5);
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void aCutNetworkIsLivedThrough(int seconds) throws Exception {
    assumeThat(Network.unavailable()).as("NO NETWORK NAMESPACES: cuts were not tested").isNull();
    try (Network network = new Network()) {
      start(Network.HOST);
      int other = fleet.add();
      int cutOff = fleet.add(network.host());
      Trial trial =
          beginLoad("one of two classifiers cut off for " + seconds + " s", cutOff, other);
      network.cut(1);
      letPass(Duration.ofSeconds(seconds));
      network.join(1);
      finishMended(trial);
      stop();
    }
  }

  private SmallDisk smallDisk(Path mountedAt, int megabytes) throws IOException {
    assumeThat(SmallDisk.unavailable(folder)).as("NO SMALL DISKS: full disks untested").isNull();
    return new SmallDisk(mountedAt, megabytes);
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "full")
  void aFullDiskOfABrokerCostsNothing() throws Exception {
    try (SmallDisk disk = smallDisk(folder.resolve("broker-1"), 1200)) {
      Trial trial = underLoad("a broker's disk full, mended and started again after 15 s");
      disk.fill();
      Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> !cluster.isAlive(1));
      letPass(Duration.ofSeconds(5));
      disk.free();
      cluster.start(1);
      finishMended(trial);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "full")
  void aFullDiskOfAClassifierCostsNothing() throws Exception {
    try (SmallDisk disk = smallDisk(folder.resolve("state-0"), 100)) {
      Trial trial = underLoad("a classifier's disk full when it starts again, freed after 30 s");
      fleet.kill(0);
      disk.fill();
      fleet.start(0);
      letPass(Duration.ofSeconds(30));
      disk.free();
      fleet.kill(0);
      fleet.start(0);
      finishMended(trial);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "full")
  void instancesThatComeAndGoAllTheTimeCostNothing() throws Exception {
    int rounds = FULL ? 12 : 4;
    Trial trial = underLoad("an instance joins or leaves every 5 s, " + rounds + " times");
    for (int i = 0; i < rounds; i++) {
      if (i % 2 == 0) {
        fleet.add();
      } else {
        fleet.stop(2 + i / 2);
      }
      letPass(Duration.ofSeconds(5));
    }
    finishMended(trial);
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "full")
  void timesOfDocumentsThatMakeNoSenseChangeNothing() throws Exception {
    start("127.0.0.1");
    Random random = new Random(SEED);
    long now = System.currentTimeMillis();
    load.close();
    load = new Load(cluster.client(), (i, key) -> documentAt(key, now, random));
    Trial trial = beginLoad("times a year ago to 50 minutes ahead, in no order", fleet.add());
    letPass(Duration.ofSeconds(10));
    finishMended(trial);
  }

  private static ProducerRecord<byte[], byte[]> documentAt(byte[] key, long now, Random random) {
    long year = Duration.ofDays(365).toMillis();
    long ahead = Duration.ofMinutes(50).toMillis(); // brokers refuse what is an hour ahead
    long time = random.nextBoolean() ? now - (long) (random.nextDouble() * year) : now + ahead;
    return new ProducerRecord<>(
        Topic.DOCUMENTS.name(), null, time, key, "{\"text\":\"ଖେଳ\"}".getBytes(UTF_8));
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "full")
  void poisonInEveryPartitionHoldsNobodyUp() throws Exception {
    start("127.0.0.1");
    load.close();
    load = new Load(cluster.client(), FaultIT::poisonOrDocument);
    poison = FaultIT::isPoison;
    Trial trial = beginLoad("every second record of every partition poison", fleet.add());
    letPass(Duration.ofSeconds(FULL ? 60 : 10));
    finishMended(trial);
  }

  private static boolean isPoison(int number) {
    return number / 6 % 2 == 1;
  }

  private static final List<byte[]> POISONS =
      List.of(
          "{\"text\":".getBytes(UTF_8),
          new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1},
          "[]".getBytes(UTF_8),
          "{\"text\":\"ଭାଙ୍ଗ\"}".getBytes(UTF_8),
          "{\"text\":17}".getBytes(UTF_8));

  private static ProducerRecord<byte[], byte[]> poisonOrDocument(int number, byte[] key) {
    byte[] value =
        isPoison(number)
            ? POISONS.get(number % POISONS.size())
            : "{\"text\":\"ଖେଳ\"}".getBytes(UTF_8);
    return new ProducerRecord<>(Topic.DOCUMENTS.name(), number % 6, key, value);
  }
}
