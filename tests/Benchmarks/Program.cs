using Reliability.Benchmarks;

switch (args.FirstOrDefault())
{
    case HostOverhead.BareTarget:
        HostOverhead.ServeBare(args[1..]);
        break;
    case HostOverhead.FunctionTarget:
        HostOverhead.ServeFunction(args[1..]);
        break;
    default:
        await HostOverhead.RunAsync();
        break;
}
