package odia.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static odia.backup.TestBackups.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import odia.event.Topic;
import odia.registry.SigningKeys;
import odia.registry.TestKeys;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The file of a backup, without Kafka. */
class BackupFileTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = TestBackups.write(folder.resolve("a.backup"));
  }

  private static BackupReader.Verified verify(Path file) {
    return new BackupReader(file, SigningKeys.NONE).verify();
  }

  private void assertRefused(Path bad, String... words) {
    assertThatThrownBy(() -> verify(bad))
        .isInstanceOf(BackupException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void recordsComeBackToTheByte() {
    List<SavedRecord> read = new ArrayList<>();
    new BackupReader(file, SigningKeys.NONE).read(read::add);

    List<SavedRecord> written = TestBackups.records();
    assertThat(read).hasSameSizeAs(written);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i).isLike(written.get(i))).as(read.get(i).place()).isTrue();
      assertThat(read.get(i).place()).isEqualTo(written.get(i).place());
    }
  }

  /** An annotator may bring as many as fit into a record. */
  @Test
  void aRecordWithVeryManyHeadersComesBack() {
    Path crowded = folder.resolve("crowded.backup");
    List<Header> headers = Collections.nCopies(200_000, new RecordHeader("a", new byte[0]));
    SavedRecord one =
        new SavedRecord(
            Topic.EXAMPLES.name(), 0, 0, 1, "d1".getBytes(UTF_8), example("d1"), headers);
    try (BackupWriter writer = new BackupWriter(crowded, false)) {
      writer.preface(TestBackups.preface());
      writer.record(one);
      writer.finish();
    }
    List<SavedRecord> read = new ArrayList<>();
    new BackupReader(crowded, SigningKeys.NONE).read(read::add);
    assertThat(read).singleElement().matches(one::isLike);
  }

  @Test
  void aLineOfNothingButBracketsTakesNoMemory() throws IOException {
    String line = "{\"x\":[" + "{},".repeat(5_000_000) + "{}]}\n";
    String text = TestBackups.text(file);
    int second = text.indexOf('\n') + 1;
    Path bad =
        TestBackups.zip(
            folder.resolve("brackets"), (text.substring(0, second) + line).getBytes(UTF_8));
    assertRefused(bad, "line 2", "no JSON");
  }

  @Test
  void twoThatWriteToOneNameLeaveOneWholeFile() throws IOException {
    Path both = folder.resolve("both.backup");
    try (BackupWriter first = new BackupWriter(both, false);
        BackupWriter second = new BackupWriter(both, false)) {
      for (BackupWriter writer : List.of(first, second)) {
        writer.preface(TestBackups.preface());
      }
      TestBackups.records().forEach(first::record);
      first.finish();
      TestBackups.records().forEach(second::record);
      assertThatThrownBy(second::finish).isInstanceOf(BackupException.class);
    }
    assertThat(verify(both)).isNotNull();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, both);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void itIsReadByItsOwnerOnly() throws IOException {
    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void theClosingLineSaysWhatThereIs() {
    Closing closing = verify(file).closing();
    assertThat(closing.models()).containsOnlyKeys("v1");
    assertThat(closing.topics().get(Topic.EXAMPLES.name()).records()).isEqualTo(2);
    assertThat(closing.topics().get(Topic.EXAMPLES.name()).tombstones()).isEqualTo(1);
  }

  @Test
  void peopleCanReadIt() throws IOException {
    assertThat(TestBackups.text(file)).contains("ଭାରତ", "\"key\":\"v1/manifest\"");
  }

  @Test
  void anyByteThatIsChangedIsFoundOrChangesNothing() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = TestBackups.text(file);
    int refused = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte[] bad = bytes.clone();
      bad[i] ^= 0x55;
      Path other = Files.write(folder.resolve("bad"), bad);
      try {
        verify(other);
        assertThat(TestBackups.text(other)).as("byte %d", i).isEqualTo(text);
      } catch (BackupException e) {
        assertThat(e).hasMessageContaining("bad");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(bytes.length - 10); // of gzip's header some say nothing
  }

  @Test
  void aFileThatWasCutOffAnywhereIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
      assertRefused(cut, "cut");
    }
  }

  @Test
  void aDigestThatWasMadeToFitIsNotEnough() throws IOException {
    String text = TestBackups.text(file);
    assertThat(verify(TestBackups.forge(folder.resolve("same"), text))).isNotNull();
    Path changed = TestBackups.forge(folder.resolve("b"), text.replace("sports", "sparts"));
    assertRefused(changed, "line 8", "sum of odia.examples");
    Path model = TestBackups.forge(folder.resolve("c"), text.replace("\"bytes\":", "\"byten\":"));
    assertRefused(model, "line 8");
  }

  @Test
  void aClosingLineWithATopicMoreIsRefused() throws IOException {
    String text = TestBackups.text(file);
    String more =
        text.replace("{\"closing\":{\"topics\":{", "{\"closing\":{\"topics\":{\"x\":null,");
    assertThat(more).isNotEqualTo(text);
    assertRefused(TestBackups.forge(folder.resolve("more"), more), "list of topics");
  }

  @Test
  void whatIsNoRecordOfItsTopicIsRefusedWithItsLine() throws IOException {
    String text = TestBackups.text(file);
    assertRefused(bad(text.replace("\"key\":\"d1\"", "\"key\":\"d9\"")), "line 6", "no example");
    assertRefused(bad(text.replace("\"key\":\"v1/0\"", "\"key\":\"v1/-1\"")), "line 2", "no part");
    assertRefused(bad(text.replace("\"offset\":2", "\"offset\":0")), "line 7", "must stand by");
    assertRefused(
        bad(text.replace("\"partition\":0,\"offset\":2", "\"partition\":6,\"offset\":2")),
        "line 7",
        "no such partition");
    assertRefused(
        bad(
            text.replace(
                "\"topic\":\"odia.examples\",\"partition\":0,\"offset\":0",
                "\"topic\":\"../../etc/passwd\",\"partition\":0,\"offset\":0")),
        "line 6",
        "no such partition");
    assertRefused(
        bad(text.replace("\"offset\":2", "\"offset\":99999999999999999999")), "line 7", "offset");
    assertRefused(bad(text.replace("\"format\":\"odia-backup\"", "\"format\":\"x\"")), "line 1");
    assertRefused(
        bad(text.replace("\"version\":1,\"madeAt\"", "\"version\":2,\"madeAt\"")), "format 2");
    assertRefused(bad(text + "{}\n"), "line 9", "after the closing line");
    assertRefused(bad(text.substring(0, text.indexOf("{\"closing\""))), "line 8", "missing");
  }

  private Path bad(String text) throws IOException {
    return TestBackups.zip(folder.resolve("bad.backup"), text.getBytes(UTF_8));
  }

  @Test
  void aModelThatNobodySignedIsRefusedWhereAKeyIsSet() {
    SigningKeys keys = TestKeys.pair(folder, "k");
    assertThatThrownBy(() -> new BackupReader(file, keys).verify())
        .hasMessageContainingAll("model v1", "not signed");
  }

  @Test
  void aBombIsRefusedInBoundedMemory() throws IOException {
    Path bomb = folder.resolve("bomb");
    byte[] zeros = new byte[1 << 20];
    Arrays.fill(zeros, (byte) ' ');
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      for (int i = 0; i < 200; i++) {
        out.write(zeros);
      }
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertRefused(bomb, "line 1", "longer than");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(4L * LineInput.LONGEST);
  }

  @Test
  void aBombOfShortLinesIsRefused() throws IOException {
    String text = TestBackups.text(file);
    String first = text.substring(0, text.indexOf('\n') + 1);
    Path bomb = folder.resolve("bomb");
    byte[] line = (" ".repeat(1 << 18) + "\n").getBytes(UTF_8);
    String record = text.split("\n")[5].replace("\"offset\":0", "\"offset\":%d");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      out.write(first.getBytes(UTF_8));
      for (int i = 0; i < 500; i++) {
        out.write(record.formatted(i).getBytes(UTF_8));
        out.write(line);
      }
    }
    assertRefused(bomb, "unpacks to far more");
  }

  @Test
  void aFileThatIsThereIsNotReplacedUnasked() {
    assertThatThrownBy(() -> new BackupWriter(file, false))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("--force");
    try (BackupWriter writer = new BackupWriter(file, true)) {
      writer.preface(TestBackups.preface());
      writer.finish();
    }
    assertThat(verify(file).closing().models()).isEmpty();
  }

  @Test
  void whatIsNotFinishedLeavesNothingBehind() {
    Path half = folder.resolve("half");
    try (BackupWriter writer = new BackupWriter(half, false)) {
      writer.preface(TestBackups.preface());
    }
    assertThat(folder).isDirectoryNotContaining("glob:**half*");
  }

  @Test
  void recordsOfAnotherKindAreLeftOutAndCounted() {
    Path other = folder.resolve("other");
    try (BackupWriter writer = new BackupWriter(other, false)) {
      writer.preface(TestBackups.preface());
      writer.record(TestBackups.record(Topic.EXAMPLES, 0, "d1", "junk".getBytes(UTF_8)));
      Closing closing = writer.finish();
      assertThat(closing.topics().get(Topic.EXAMPLES.name()).leftOut()).isEqualTo(1);
    }
    assertThat(verify(other).closing().topics().get(Topic.EXAMPLES.name()).records()).isZero();
  }
}
