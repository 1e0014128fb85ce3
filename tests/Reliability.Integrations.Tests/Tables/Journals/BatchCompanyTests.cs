using Reliability.Integrations.Tables.Journals;

namespace Reliability.Integrations.Tests.Tables.Journals;

public sealed class BatchCompanyTests
{
    [Fact]
    public void A_lone_record_waits_for_nobody()
    {
        var company = new BatchCompany(lanes: 1);
        company.Note(1);
        Assert.Equal(1, company.Enough);
    }

    [Fact]
    public void Seven_eighths_of_the_largest_batch_are_enough()
    {
        var company = new BatchCompany(lanes: 1);
        foreach (var records in new[] { 3, 64, 56, 57 }) company.Note(records);
        Assert.Equal(56, company.Enough);
    }

    [Fact]
    public void Lanes_share_the_company()
    {
        var company = new BatchCompany(lanes: 2);
        foreach (var records in new[] { 32, 64, 48 }) company.Note(records);
        Assert.Equal(28, company.Enough);
    }

    [Fact]
    public void Every_sixty_fourth_batch_waits_its_whole_time_and_what_it_gets_counts_from_then_on()
    {
        var company = new BatchCompany(lanes: 1);
        for (var batch = 0; batch < 64; batch++) company.Note(80);
        Assert.Equal(int.MaxValue, company.Enough);
        company.Note(8);
        Assert.Equal(7, company.Enough);
    }
}
