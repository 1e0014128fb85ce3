namespace Reliability.Orchestration.Tests.Faults;

/// <summary>Cases that once did not end well, by the mistake that they showed.</summary>
public sealed class RegressionTests
{
    [Theory]
    [InlineData("rewind seed=1 AfterAppliedNoReply@27")]
    [InlineData("rewind-child seed=1 Slow@46")]
    [InlineData("rewind-child seed=1 Theft@44")]
    [InlineData("rewind-child seed=4 twice")]
    public void A_failure_that_a_rewind_forgot_does_not_count_when_it_comes_again(string text) => Campaign.Run(FaultCase.Parse(text));

    [Theory]
    [InlineData("child-retried seed=7 twice")]
    [InlineData("child-retried seed=4 twice slow=9")]
    public void The_call_of_a_child_does_not_count_when_it_comes_again_after_a_later_call(string text) => Campaign.Run(FaultCase.Parse(text));

    [Fact]
    public void A_call_counts_that_comes_together_with_an_earlier_one_again() =>
        Campaign.Run(FaultCase.Parse("child-retried seed=1431514585 skew=-1 slow=11 CrashBefore@21 Before@117 AfterAppliedRetried@69 Freeze@51"));

    [Fact]
    public void An_instance_that_waits_for_a_timer_goes_on_after_a_call_under_its_id_was_refused() => Campaign.Run(new FaultCase("child-refused"));

    [Theory]
    [InlineData("child-refused seed=1 Busy@43")]
    [InlineData("child-refused seed=1 twice")]
    public void A_call_that_was_refused_stays_refused(string text) => Campaign.Run(FaultCase.Parse(text));
}
