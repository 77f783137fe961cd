"""Tests of what decides figures: python3 -B -m unittest discover -s bench/load"""

import json
import unittest

from builds import REPOSITORY
from cases import CASES, STREAMED, Case, messages, order
from candidates import ALL, image_environment
from generators import latencies, timed
from results import plain

STREAM = next(case for case in CASES if case.name == "stream")
POST = next(case for case in CASES if case.name == "post1k")


def greetings() -> list[dict[str, object]]:
    return [{"message": "Hello hirasawa", "number": number} for number in range(1, STREAMED + 1)]


class CasesTest(unittest.TestCase):
    def test_order_has_the_size_asked_for(self) -> None:
        for size in (1024, 100 * 1024):
            self.assertEqual(size, len(order(size)))

    def test_names_are_unique(self) -> None:
        self.assertEqual(len(CASES), len({case.name for case in CASES}))

    def test_kind_is_the_name_before_the_at(self) -> None:
        self.assertEqual("get", Case("get@512", "", "/").kind)


class AnswersTest(unittest.TestCase):
    def test_echo_is_right_however_it_is_printed(self) -> None:
        self.assertTrue(POST.is_right(json.dumps(json.loads(order(1024)), indent=2).encode()))

    def test_echo_with_another_value_is_wrong(self) -> None:
        self.assertFalse(POST.is_right(order(1024).replace(b"STATUS_PAID", b"STATUS_OPEN")))

    def test_cut_off_answer_is_wrong(self) -> None:
        self.assertFalse(POST.is_right(order(1024)[:-1]))

    def test_stream_is_right_as_array_and_as_lines(self) -> None:
        lines = "\n".join(json.dumps(each) for each in greetings())
        wrapped = "\n".join(json.dumps({"result": each}) for each in greetings())
        for answer in (json.dumps(greetings()), lines, wrapped):
            self.assertTrue(STREAM.is_right(answer.encode()), answer[:40])

    def test_stream_that_lacks_a_message_is_wrong(self) -> None:
        self.assertFalse(STREAM.is_right(json.dumps(greetings()[:-1]).encode()))

    def test_array_that_does_not_end_is_no_answer(self) -> None:
        with self.assertRaises(ValueError):
            messages(b'[{"number":1}')


class LatenciesTest(unittest.TestCase):
    def test_percentiles_are_of_good_answers_alone(self) -> None:
        rows = [f"{second * 1_000_000_000},200,{second + 1}000000,0" for second in range(10)]
        rows.append("9500000000,503,1,0")
        seen = latencies(1, [timed(10, rows)])
        self.assertEqual((1, 6.0, 10.0, 10.0), (seen.errors, seen.p50, seen.p99, seen.p999))
        self.assertAlmostEqual(1.0, seen.reached, places=2)

    def test_no_good_answer_reaches_nothing(self) -> None:
        seen = latencies(5, [timed(1, ["0,0,1,0", "1,500,1,0"])])
        self.assertEqual((0.0, 2), (seen.reached, seen.errors))

    def test_percentiles_are_of_all_runs_together(self) -> None:
        runs = [timed(1, [f"0,200,{latency}000000,0"]) for latency in (1, 2, 9)]
        seen = latencies(1, runs)
        self.assertEqual((2.0, 9.0), (seen.p50, seen.p99))
        self.assertAlmostEqual(1.0, seen.reached, places=2)


class ResultsTest(unittest.TestCase):
    def test_command_lines_name_no_folder_of_the_machine(self) -> None:
        for found, expected in ((f"{REPOSITORY}/a.jar:{REPOSITORY}/b.jar", "a.jar:..."),
                                ("/opt/jdk/bin/java", "java"), ("--port=1", "--port=1")):
            self.assertEqual(expected, plain(found))


class CandidatesTest(unittest.TestCase):
    def test_programs_on_a_jvm_run_in_the_environment_of_the_image(self) -> None:
        self.assertIn("MALLOC_ARENA_MAX", image_environment())
        for candidate in ALL:
            if candidate.jvm:
                self.assertLessEqual(image_environment().items(), candidate.environment().items())


if __name__ == "__main__":
    unittest.main()
