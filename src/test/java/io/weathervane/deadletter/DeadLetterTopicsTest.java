package io.weathervane.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterTopicsTest {

    private final DeadLetterLog log = new DeadLetterLog("tweets.dead", 2);

    @Test
    void dead_letters_of_all_partitions_are_found_the_oldest_first() {
        DeadLetterPosition second = log.add(0, "b", "not-json", "2026-11-21T12:00:02Z");
        DeadLetterPosition third = log.add(0, "c", "not-json", "2026-11-21T12:00:03Z");
        DeadLetterPosition first = log.add(1, "a", "not-json", "2026-11-21T12:00:01Z");

        assertThat(find(DeadLetterFilter.PENDING)).containsExactly(first, second, third);
    }

    @Test
    void filter_takes_the_reasons_and_the_time_from_its_first_to_before_its_last_moment() {
        log.add(0, "a", "refused", "2026-11-21T12:00:00Z");
        DeadLetterPosition wanted = log.add(0, "b", "refused", "2026-11-21T13:00:00Z");
        log.add(0, "c", "not-json", "2026-11-21T13:30:00Z");
        log.add(1, "d", "refused", "2026-11-21T14:00:00Z");

        assertThat(find(new DeadLetterFilter(
                        Set.of("refused", "no-text"),
                        Instant.parse("2026-11-21T13:00:00Z"),
                        Instant.parse("2026-11-21T14:00:00Z"),
                        false)))
                .containsExactly(wanted);
    }

    @Test
    void marker_hides_the_dead_letter_that_it_names_in_its_own_partition_alone() {
        DeadLetterPosition redriven = log.add(0, "a", "refused", "2026-11-21T12:00:00Z");
        DeadLetterPosition other = log.add(1, "b", "refused", "2026-11-21T12:00:01Z");
        mark(0, 0);

        assertThat(find(DeadLetterFilter.PENDING)).containsExactly(other);
        assertThat(log.open().find(List.of("tweets"), new DeadLetterFilter(Set.of(), null, null, true)))
                .extracting(DeadLetterEntry::position, DeadLetterEntry::redriven)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(redriven, true),
                        org.assertj.core.groups.Tuple.tuple(other, false));
    }

    @Test
    void marker_is_no_dead_letter_even_if_it_says_nothing_useful() {
        RecordHeaders headers = new RecordHeaders();
        headers.add(DeadLetterHeaders.REDRIVEN, new byte[] {-1});
        DeadLetterPosition marker = log.add(0, null, null, headers);

        assertThat(find(DeadLetterFilter.PENDING)).isEmpty();
        assertThat(read(marker)).isEmpty();
    }

    @Test
    void record_of_another_program_is_a_dead_letter_for_an_unknown_reason() {
        DeadLetterPosition bare = log.add(1, null, null, new RecordHeaders());

        assertThat(find(DeadLetterFilter.PENDING)).containsExactly(bare);
        StoredDeadLetter letter = read(bare).get(0);
        assertThat(letter.reason()).isEqualTo("unknown");
        assertThat(letter.time()).isEqualTo(Instant.parse("2026-11-21T12:00:00Z"));
        assertThat(letter.originTopic()).isEqualTo("tweets");
        assertThat(letter.id()).isEmpty();
    }

    @Test
    void only_what_is_asked_for_is_read_and_what_is_gone_is_left_out() {
        log.add(0, "a", "refused", "2026-11-21T12:00:00Z");
        DeadLetterPosition wanted = log.add(0, "b", "refused", "2026-11-21T12:00:01Z");
        log.add(0, "c", "refused", "2026-11-21T12:00:02Z");

        assertThat(read(wanted, new DeadLetterPosition("tweets.dead", 1, 7), new DeadLetterPosition("x.dead", 0, 0)))
                .extracting(StoredDeadLetter::position)
                .containsExactly(wanted);
    }

    @Test
    void topic_without_dead_letters_is_no_error() {
        assertThat(log.open().find(List.of("news"), DeadLetterFilter.PENDING)).isEmpty();
    }

    @Test
    void kafka_that_says_nothing_is_given_up() {
        log.add(0, "a", "refused", "2026-11-21T12:00:00Z");
        log.silent = true;

        assertThatThrownBy(() -> find(DeadLetterFilter.PENDING)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void position_is_read_as_it_is_written_with_or_without_dead() {
        DeadLetterPosition position = new DeadLetterPosition("tweets.dead", 3, 42);
        assertThat(position).hasToString("tweets.dead/3/42");
        assertThat(DeadLetterPosition.parse("tweets.dead/3/42")).contains(position);
        assertThat(DeadLetterPosition.parse("tweets/3/42")).contains(position);
        assertThat(List.of("tweets", "tweets/3", "tweets/-1/2", "a b/1/2", "tweets/1/2/3", "tweets/99999999999/1"))
                .allMatch(text -> DeadLetterPosition.parse(text).isEmpty());
    }

    private void mark(int partition, long offset) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(DeadLetterHeaders.REDRIVEN, Long.toString(offset).getBytes());
        log.add(partition, null, null, headers);
    }

    private List<DeadLetterPosition> find(DeadLetterFilter filter) {
        return log.open().find(List.of("tweets"), filter).stream()
                .map(DeadLetterEntry::position)
                .toList();
    }

    private List<StoredDeadLetter> read(DeadLetterPosition... positions) {
        List<StoredDeadLetter> letters = new ArrayList<>();
        log.open().read(List.of(positions), letters::add);
        return letters;
    }
}
